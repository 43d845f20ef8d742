import { join } from 'node:path'

/** Codex's own directory, with the user's login, settings and sessions; it is the user's, so it is only read. */
export function codexHome(env: Readonly<Record<string, string | undefined>>): string {
  return env['CODEX_HOME'] ?? join(env['HOME'] ?? '', '.codex')
}
