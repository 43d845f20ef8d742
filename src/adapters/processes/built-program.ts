import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'

/** The path of a program of czar that is built into a single file, because it then starts twice as fast as from its modules. */
export function builtProgram(name: string): string {
  return join(dirname(findPackageJSON('.', import.meta.url) as string), 'dist', `${name}.cjs`)
}
