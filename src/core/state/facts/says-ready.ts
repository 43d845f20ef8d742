import type { AgentKind, AgentProfile } from '../../model/project.ts'

const SAYS_READY = { scripted: true, claude: true, gemini: true, codex: false, opencode: false, command: false } satisfies Record<
  AgentKind,
  boolean
>

/** Whether the program itself signals readiness; the others only show it on screen. */
export function saysReady({ kind }: Pick<AgentProfile, 'kind'>): boolean {
  return SAYS_READY[kind]
}
