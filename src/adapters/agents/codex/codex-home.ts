import { join } from 'node:path'

/** Codex's directory with the login, settings and sessions. It belongs to the user, so czar only reads it. */
export function codexHome(env: Readonly<Record<string, string | undefined>>): string {
  return env['CODEX_HOME'] ?? join(env['HOME'] ?? '', '.codex')
}
