import type { AgentKind, AgentProfile } from '../../model/project.ts'

const SAYS_READY = { scripted: true, claude: true, gemini: true, codex: false, opencode: false, command: false } satisfies Record<
  AgentKind,
  boolean
>

/** Does a signal of the program itself say when it is ready? One of the others shows it on its screen alone. */
export function saysReady({ kind }: Pick<AgentProfile, 'kind'>): boolean {
  return SAYS_READY[kind]
}
