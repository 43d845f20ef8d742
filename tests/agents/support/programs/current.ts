/** The variable by which a run is told the versions of today, as JSON: name to version. */
export const CURRENT = 'CZAR_CURRENT_AGENTS'

export function currentVersions(): Readonly<Record<string, string>> {
  return JSON.parse(process.env[CURRENT] ?? '{}') as Record<string, string>
}
