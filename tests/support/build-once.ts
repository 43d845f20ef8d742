import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Tests of the program run what users run: dist/, built from this source in half a second. `npm run check` finds type
 * errors; the bundler ignores types.
 */
export function setup(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  // `npm test` has already built it.
  if (process.env['CZAR_TESTS_BUILT'] === undefined) spawnSync(process.execPath, ['build.js'], { cwd: root, stdio: 'inherit' })
  if (!existsSync(`${root}/dist/main.cjs`)) throw new Error('dist/ was not built: run npm run build')
}
