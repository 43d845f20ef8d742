import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Tests of the program run what users run: dist/, built from this source. Incremental, about a second. */
export function setup(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
}
