import { ToolError, type ToolFailure } from '../../../core/model/errors.ts'

/** The command that installs tmux, shown if tmux is missing or too old. */
export const INSTALL_TMUX = 'apt install tmux   (or: brew install tmux)'

/** The error of a failed tmux command, with the reason read from tmux's message. */
export function tmuxFailure(what: string, said: string, facts: { command: readonly string[]; status?: number | null }): ToolError {
  const reason = reasonOf(said)
  return new ToolError(`${what}: ${said.trim() || 'tmux said nothing'}`, {
    command: facts.command,
    stderr: said,
    status: facts.status ?? null,
    reason,
    hint: HINTS[reason],
  })
}

function reasonOf(said: string): ToolFailure {
  if (/no server running|server exited|lost server|error connecting|connection refused/i.test(said)) return 'server-gone'
  if (/can't find (session|window|pane)|session not found|no such (session|window|pane)/i.test(said)) return 'target-gone'
  if (/duplicate session|unsafe permissions|permission denied|access not allowed/i.test(said)) return 'refused'
  return 'failed'
}

const HINTS = {
  'target-gone': 'czar status',
  'server-gone': 'czar status',
  timeout: 'czar doctor',
  refused: 'czar status',
  missing: 'czar doctor',
  failed: 'czar doctor',
} satisfies Record<ToolFailure, string>
