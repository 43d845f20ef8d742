/** The variable that gives a run today's versions, as JSON: name to version. */
export const CURRENT = 'CZAR_CURRENT_AGENTS'

/** The version to test: the pinned one, or today's one if the run is about today's versions. */
export function versionOf(name: string, pinned: string): string {
  const current = JSON.parse(process.env[CURRENT] ?? '{}') as Record<string, string>
  return current[name] ?? pinned
}
