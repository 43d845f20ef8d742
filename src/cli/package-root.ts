import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname } from 'node:path'

const manifest = findPackageJSON('.', import.meta.url) as string

/** The absolute directory of czar's own package. It is found in the same way from the sources in src/ and from the built files in dist/. */
export const packageRoot = dirname(manifest)

/** The version in package.json. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(manifest, 'utf8')).version
}

declare const BUILD_COMMIT: string | null | undefined

/** What `czar --version` prints: the version, and the commit from which the program was built if the build knew it. */
export function versionLine(): string {
  const commit = typeof BUILD_COMMIT === 'undefined' ? null : BUILD_COMMIT
  return commit === null ? packageVersion() : `${packageVersion()} (${commit})`
}
