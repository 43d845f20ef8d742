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

/** One text for one incarnation of an agent that was ready and idle when czar last looked. */
export interface DeliveryRequest {
  readonly pane: PaneId
  readonly profile: AgentProfile
  readonly messageId: MessageId
  /** The sanitised text without a trailing newline. It begins with `[czar <messageId>`, by which czar recognises it as a draft. */
  readonly text: string
  /**
   * The journal's latest entry for this message in this incarnation: none (or an undelivered message that may be tried
   * again), an intent without an end, or `pasted`. Enter is sent only after `pasted` is in the journal.
   */
  readonly resume: 'fresh' | 'after-intent' | 'after-paste'
  /** true: the text is a person's words, which an agent that waits for an answer may take as the answer. */
  readonly mayAnswer?: boolean
  /** The prompt that took this incarnation's first text. Any other prompt gets no key. */
  readonly firstPrompt?: PromptKind | null
  /**
   * Hashes of earlier pastes that have no receipt yet. A late receipt for one of them does not mean that the text was mixed with another.
   */
  readonly outstanding?: readonly string[]
}

/** The ports of a delivery. Each provider bounds its calls in time. */
export interface DeliveryHands {
  readonly terminal: Pick<TerminalPort, 'facts' | 'capture' | 'screen' | 'paste' | 'keys'>
  readonly agents: Pick<AgentsPort, 'readScreen' | 'asTaken'>
  /** The watch of this incarnation, open for the whole delivery. */
  readonly watch: Pick<AgentWatch, 'seen' | 'refresh'>
  readonly clock: Clock
  readonly locks: PaneLocks
  /** Awaited between paste and Enter. The function must journal the paste, so that a later czar looks for the draft. */
  readonly onPasted: (pasted: Pasted) => Promise<void>
  /** Called when a person's activity changes while a pasted text waits for them; null: they have finished. */
  readonly onHeld?: (hold: Hold | null) => void
  /** true: a person has paused the worker, so the delivery sends no key to the pane until this is false. */
  readonly isPaused?: () => boolean
  /** When aborted, the delivery throws CancelledError and leaves its intent open; `resume` says how to go on. */
  readonly signal?: AbortSignal
  readonly times?: Partial<DeliveryTimes>
}

/** sha256 (hex) and length of the text as the program will take it. The receipt must match them. */
export interface Pasted {
  readonly sha256: string
  readonly chars: number
}

export interface Submitted {
  readonly kind: 'submitted'
  /** The evidence, in words. */
  readonly receipt: string
  readonly strength: Strength
  /** The number of Enters that this delivery sent; 0: the evidence was there already. */
  readonly enters: number
  /** false: the end of the text never appeared, and no other evidence says that all of it arrived. */
  readonly endSeen?: false
  /** The prompt that took the text. */
  readonly prompt?: PromptKind
}

/** Why the pane cannot take the text now. `chars`: visible length of a person's draft. */
export interface Hold {
  readonly by: HeldBy
  readonly chars: number | null
}

/** The pane cannot take the text now, so this attempt wrote nothing. This is no failure: the same request comes again later. */
export interface Held extends Hold {
  readonly kind: 'held'
}

export interface Undelivered {
  readonly kind: 'undelivered'
  readonly reason: string
  /** true: no part of the text is in a running agent, so the text may be pasted again. false: unknown, or a part is. */
  readonly mayRetry: boolean
  /** true: the terminal did not answer and nothing was written, so the agent is not to blame. */
  readonly unanswered?: true
}

export type DeliveryResult = Submitted | Held | Undelivered
