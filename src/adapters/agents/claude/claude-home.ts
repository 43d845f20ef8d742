import { join } from 'node:path'

/** Claude Code's own directory, with its sessions and transcripts; it is the user's, so it is only read. */
export function claudeHome(env: Readonly<Record<string, string>>): string {
  return env['CLAUDE_CONFIG_DIR'] ?? join(env['HOME'] ?? '', '.claude')
}
