import { join } from 'node:path'

/** Claude Code's directory with its sessions and transcripts. It belongs to the user, so czar only reads it. */
export function claudeHome(env: Readonly<Record<string, string>>): string {
  return env['CLAUDE_CONFIG_DIR'] ?? join(env['HOME'] ?? '', '.claude')
}
