/** The variable by which a run is told the versions of today, as JSON: name to version. */
export const CURRENT = 'CZAR_CURRENT_AGENTS'

/** The version that stories are told of: the pinned one, or the one of today where the run is about that. */
export function versionOf(name: string, pinned: string): string {
  const current = JSON.parse(process.env[CURRENT] ?? '{}') as Record<string, string>
  return current[name] ?? pinned
}
