import type { Strength } from '../../core/events/agent-event.ts'
import type { HeldBy } from '../../core/events/work-event.ts'
import type { MessageId, PaneId } from '../../core/model/ids.ts'
import type { AgentProfile } from '../../core/model/project.ts'
import type { PromptKind } from '../../core/model/prompt-kind.ts'
import type { AgentsPort, AgentWatch } from '../../core/ports/agents-port.ts'
import type { Clock } from '../../core/ports/ports.ts'
import type { TerminalPort } from '../../core/ports/terminal-port.ts'
import type { DeliveryTimes } from './delivery-times.ts'
import type { PaneLocks } from './pane-locks.ts'

/** One text for one start of an agent, which was ready and idle when czar last looked. */
export interface DeliveryRequest {
  readonly pane: PaneId
  readonly profile: AgentProfile
  readonly messageId: MessageId
  /**
   * The text to paste, with control characters removed and without a newline at its end. It begins with `[czar <messageId>`, by which czar
   * recognises it in an input field.
   */
  readonly text: string
  /**
   * The last entry of the journal about this message and this start of the agent. 'fresh': nothing, or the message was not delivered and
   * may be tried again. 'after-intent': a delivery began, and its end is missing. 'after-paste': the text was pasted. Enter is sent only
   * after the paste is in the journal.
   */
  readonly resume: 'fresh' | 'after-intent' | 'after-paste'
  /** true: the text is a person's words, so an agent that waits for an answer may take it as the answer. */
  readonly mayAnswer?: boolean
  /** The prompt that took the first text of this start of the agent. Czar sends no key to any other prompt. */
  readonly firstPrompt?: PromptKind | null
  /**
   * Hashes of texts that were pasted earlier and have no receipt yet. A late receipt for such a text does not mean that czar's present
   * text was mixed with another one.
   */
  readonly outstanding?: readonly string[]
}

/** The functions of other parts of czar that a delivery uses. Each function must take only a limited time. */
export interface DeliveryHands {
  readonly terminal: Pick<TerminalPort, 'facts' | 'capture' | 'screen' | 'paste' | 'keys'>
  readonly agents: Pick<AgentsPort, 'readScreen' | 'asTaken'>
  /** The agent's signals. The watch must stay open during the whole delivery. */
  readonly watch: Pick<AgentWatch, 'seen' | 'refresh'>
  readonly clock: Clock
  readonly locks: PaneLocks
  /**
   * Called and awaited between paste and Enter. It must record the paste in the journal, so that after a crash czar looks for the text in
   * the input field.
   */
  readonly onPasted: (pasted: Pasted) => Promise<void>
  /** Called while a pasted text waits for a person, whenever that person's activity changes. null: the person has finished. */
  readonly onHeld?: (hold: Hold | null) => void
  /** Returns true while a person has paused the worker. The delivery sends no key to the pane during that time. */
  readonly isPaused?: () => boolean
  /**
   * If it is aborted, the delivery throws CancelledError, and the journal still says that a delivery began. The next request says in
   * `resume` how to go on.
   */
  readonly signal?: AbortSignal
  readonly times?: Partial<DeliveryTimes>
}

/** Hash (sha256, hex) and length of the text as the program will take it. Its receipt must have the same values. */
export interface Pasted {
  readonly sha256: string
  readonly chars: number
}

export interface Submitted {
  readonly kind: 'submitted'
  /** The evidence that the agent took the text, in words. */
  readonly receipt: string
  readonly strength: Strength
  /** How many times this delivery sent Enter. 0: the evidence was there before. */
  readonly enters: number
  /** false: the end of the text never appeared on the screen, and no other evidence says that the whole text arrived. */
  readonly endSeen?: false
  /** The prompt that took the text. */
  readonly prompt?: PromptKind
}

/** The reason why the pane cannot take the text now. `chars` is the number of visible characters in a person's draft. */
export interface Hold {
  readonly by: HeldBy
  readonly chars: number | null
}

/**
 * The result if the pane cannot take the text now. Nothing was written and nothing failed, so the policy will request the delivery again.
 */
export interface Held extends Hold {
  readonly kind: 'held'
}

export interface Undelivered {
  readonly kind: 'undelivered'
  readonly reason: string
  /**
   * true: certainly no part of the text is in a running agent, so the text may be pasted again. false: a part of it is in the agent, or
   * that is unknown.
   */
  readonly mayRetry: boolean
  /** true: the terminal did not answer and nothing was written, so the failure says nothing about the agent. */
  readonly unanswered?: true
}

export type DeliveryResult = Submitted | Held | Undelivered
