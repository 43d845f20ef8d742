import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Builds dist/ before the tests, in half a second, because tests run the same files as users. The build ignores mistakes in types; `npm run
 * check` finds them.
 */
export function setup(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  // In `npm test`, the program is already built.
  if (process.env['CZAR_TESTS_BUILT'] === undefined) spawnSync(process.execPath, ['build.js'], { cwd: root, stdio: 'inherit' })
  if (!existsSync(`${root}/dist/main.cjs`)) throw new Error('dist/ was not built: run npm run build')
}
