import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Absolute directory of czar's own package: two up from src/cli and from dist/cli alike. */
export const packageRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** The version in package.json. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(`${packageRoot}/package.json`, 'utf8')).version
}
