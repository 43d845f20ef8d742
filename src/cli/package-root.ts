import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname } from 'node:path'

const manifest = findPackageJSON('.', import.meta.url) as string

/** Absolute directory of czar's own package. It is the same from src/ and from the chunks in dist/. */
export const packageRoot = dirname(manifest)

/** The version in package.json. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(manifest, 'utf8')).version
}
