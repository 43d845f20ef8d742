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

/** One text for one incarnation of an agent that was seen ready and idle. */
export interface DeliveryRequest {
  readonly pane: PaneId
  readonly profile: AgentProfile
  readonly messageId: MessageId
  /** Sanitised, without a trailing newline; begins with `[czar <messageId>`, by which a draft is known again. */
  readonly text: string
  /**
   * The latest that the journal holds of this message in this incarnation: nothing (or an undelivered that may be
   * retried), an intent without an end, or its `pasted`. Enter is only ever sent after `pasted` was journalled.
   */
  readonly resume: 'fresh' | 'after-intent' | 'after-paste'
  /** A person's words: an agent that waits for an answer may take them for it. */
  readonly mayAnswer?: boolean
  /** The prompt that took this incarnation's first text: another one gets no key. */
  readonly firstPrompt?: PromptKind | null
  /** Hashes of texts pasted here before whose receipts never came: should one come now, it is not a mixed text. */
  readonly outstanding?: readonly string[]
}

/** What a delivery needs of the world. Each call is bounded in time by whoever provides it. */
export interface DeliveryHands {
  readonly terminal: Pick<TerminalPort, 'facts' | 'capture' | 'screen' | 'paste' | 'keys'>
  readonly agents: Pick<AgentsPort, 'readScreen' | 'asTaken'>
  /** Of this incarnation, open for the whole delivery. */
  readonly watch: Pick<AgentWatch, 'seen' | 'refresh'>
  readonly clock: Clock
  readonly locks: PaneLocks
  /** Awaited after the paste and before Enter: journal it, so that a successor looks for the draft. */
  readonly onPasted: (pasted: Pasted) => Promise<void>
  /** Told while a pasted text waits for a person, when what they do changes; null: they are through. */
  readonly onHeld?: (hold: Hold | null) => void
  /** true: a person keeps the czar's hands off the worker, so no key of ours reaches the pane until it is false. */
  readonly isPaused?: () => boolean
  /** Aborted: the delivery throws CancelledError and leaves its intent open; `resume` says how to go on. */
  readonly signal?: AbortSignal
  readonly times?: Partial<DeliveryTimes>
}

/** sha256 (hex) and length of the text as the program will take it: what its receipt must say. */
export interface Pasted {
  readonly sha256: string
  readonly chars: number
}

export interface Submitted {
  readonly kind: 'submitted'
  /** The evidence, in words. */
  readonly receipt: string
  readonly strength: Strength
  /** Enters sent by this delivery; 0: the evidence was there already. */
  readonly enters: number
  /** The end of the text was never to be seen, and nothing else says that it arrived whole. */
  readonly endSeen?: false
  /** The prompt that took it. */
  readonly prompt?: PromptKind
}

/** Why the pane cannot take the text now. `chars`: of a person's draft, as far as it shows. */
export interface Hold {
  readonly by: HeldBy
  readonly chars: number | null
}

/** The pane cannot take the text now, so this attempt wrote nothing. It is no failure: once it can, the same is asked again. */
export interface Held extends Hold {
  readonly kind: 'held'
}

export interface Undelivered {
  readonly kind: 'undelivered'
  readonly reason: string
  /** true: nothing of it is in a living agent, so it may be pasted again; false: unknown, or partly there. */
  readonly mayRetry: boolean
  /** The terminal did not answer, and nothing was written: that is nobody's failure. */
  readonly unanswered?: true
}

export type DeliveryResult = Submitted | Held | Undelivered
