/** The environment variable with the newest versions of the programs, as JSON from name to version. */
export const CURRENT = 'CZAR_CURRENT_AGENTS'

/** The version to test: the pinned one, or the newest one if this run tests the newest versions. */
export function versionOf(name: string, pinned: string): string {
  const current = JSON.parse(process.env[CURRENT] ?? '{}') as Record<string, string>
  return current[name] ?? pinned
}
