import { AGENT_TRAITS } from '../core/model/agent-traits.ts'
import type { AgentProfile } from '../core/model/project.ts'
import { isOtherScreen, type PromptKind, tellOtherPrompt, tellOtherScreen } from '../core/model/prompt-kind.ts'
import type { AgentsPort, ScreenReading } from '../core/ports/agents-port.ts'
import type { PaneScreen } from '../core/ports/pane-screen.ts'
import type { PaneFacts } from '../core/ports/terminal-port.ts'

export interface PaneReading extends ScreenReading {
  /** A reason why the prompt on the screen is not the agent's, in words. null: nothing suggests that. */
  readonly otherProgram: string | null
}

interface Reader {
  readonly agents: Pick<AgentsPort, 'readScreen'>
  readonly profile: AgentProfile
  /** The kind of prompt that took the first text of this start of the agent. null: no prompt has taken a text yet. */
  readonly first: PromptKind | null
}

/**
 * Reads a pane's screen together with the facts of its terminal. Another program in front of the agent may draw the same prompt character.
 * It would then get the text that is meant for the agent, so such a pane counts as having no input field.
 */
export function readPane({ agents, profile, first }: Reader, screen: PaneScreen, facts: PaneFacts): PaneReading {
  const reading = agents.readScreen(profile, screen, facts.title)
  if (AGENT_TRAITS[profile.kind].hasKnownPrompt) return { ...reading, otherProgram: null }
  const otherProgram = tellOtherProgram(first, reading, screen, facts)
  if (otherProgram === null) return { ...reading, ...greyDraft(first, reading), otherProgram }
  return { ...reading, ready: false, composer: 'unknown', draftChars: null, question: null, otherProgram }
}

/**
 * Grey text in the input field counts as a person's draft if the first prompt showed no grey text. It may look like a hint because the
 * person has moved the cursor back to the start of the draft.
 */
function greyDraft(first: PromptKind | null, { composer, prompt }: ScreenReading): Partial<ScreenReading> {
  const chars = prompt?.greyChars ?? 0
  if (composer !== 'empty' || first?.greyChars !== 0 || chars === 0) return {}
  return { composer: 'draft', draftChars: chars }
}

/** The kind of the prompt on the screen now. null: czar cannot tell it from the prompt of another program. */
export function promptKind({ composer, prompt }: ScreenReading, { isAlternate }: PaneScreen, facts: PaneFacts): PromptKind | null {
  if (composer !== 'empty' || prompt === undefined) return null
  return { ...prompt, isAlternate, bracketedPaste: facts.bracketedPaste, lineMode: facts.lineMode }
}

function tellOtherProgram(first: PromptKind | null, reading: ScreenReading, screen: PaneScreen, facts: PaneFacts): string | null {
  if (facts.lineMode === 'secret') return 'its terminal hides what is typed, as for a password'
  if (first === null || reading.composer === 'unknown') return null
  const now = promptKind(reading, screen, facts)
  if (now !== null) return tellOtherPrompt(first, now)
  return isOtherScreen(first, screen) ? tellOtherScreen(screen) : null
}
