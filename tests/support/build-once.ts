import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Tests of the program run what users run: dist/, built from this source; incremental, about a second.
 * Type errors are the business of `npm run check`: the compiler emits all the same.
 */
export function setup(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
  if (!existsSync(`${root}/dist/cli/main.js`)) throw new Error('dist/ was not built: run npm run build')
}
