import type { AlertEvent } from '../model/alert.ts'
import type { BudgetEvent } from '../model/budget.ts'
import type { FreeSpace } from '../model/disk.ts'
import type { Advice, Evidence } from '../model/evidence.ts'
import type { Health, HealthMatter } from '../model/health.ts'
import type { EffectId, TaskId, WorkerId } from '../model/ids.ts'
import type { AccountEvent } from '../model/limit.ts'
import type { ProgramEvent } from '../model/program.ts'
import type { Project } from '../model/project.ts'
import type { AgentEvent } from './agent-event.ts'
import type { Asked } from './asker.ts'
import type { CheckEvent } from './check-event.ts'
import type { CommandEvent } from './command-event.ts'
import type { DuplicateEvent } from './duplicate-event.ts'
import type { ForecastEvent } from './forecast-event.ts'
import type { LadderEvent } from './ladder-event.ts'
import type { PullRequestEvent } from './pull-request.ts'
import type { QueueEvent } from './queue-event.ts'
import type { ReviewEvent } from './review/review-event.ts'
import type { TalkEvent } from './talk-event.ts'
import type { TrainEvent } from './train-event.ts'
import type { AssignmentEvent, MessageEvent, VerificationEvent } from './work-event.ts'
import type { GitEvent, WorktreeEvent } from './worktree-event.ts'

/**
 * Every input from adapters, workers, people and the clock becomes an event. The journal gets it before any reaction;
 * state is the fold of all events. Plain JSON; times are ms since the epoch.
 */
export type Event =
  | CzarEvent
  | WorktreeEvent
  | AgentEvent
  | ProgramEvent
  | AccountEvent
  | BudgetEvent
  | GitEvent
  | PullRequestEvent
  | AssignmentEvent
  | Asked<QueueEvent>
  | MessageEvent
  | TalkEvent
  | VerificationEvent
  | CheckEvent
  | TrainEvent
  | ReviewEvent
  | DuplicateEvent
  | ForecastEvent
  | LadderEvent
  | Asked<PersonEvent>
  | CommandEvent
  | AttentionEvent
  | AlertEvent
  | EffectEvent

/** An event as stored in the journal. `seq` counts up from 1 without gaps. */
export type Journaled<E = Event> = E & { readonly seq: number; readonly at: number }

type CzarEvent =
  | { readonly kind: 'czar.started'; readonly epoch: number; readonly pid: number; readonly host: string; readonly version: string }
  /** The watchdog gave up (`GaveUp`), and no czar ran for `forMs`. The next czar records this after its start. */
  | { readonly kind: 'czar.abandoned'; readonly ends: number; readonly hasFailed: boolean; readonly forMs: number }
  /** The watchdog ended a blocked czar (`Starved`). The next czar records this after its start. */
  | { readonly kind: 'czar.starved'; readonly seconds: number }
  | { readonly kind: 'czar.stopped'; readonly reason: string }
  /** The watchdog relaunched the project as a person last launched it, and ignored later changes to the project file. */
  | { readonly kind: 'project.kept'; readonly file: string; readonly digest: string }
  /** A person accepts a journal that ends after event number `has`, although other files mention later events. */
  | { readonly kind: 'journal.cut'; readonly has: number; readonly says: readonly string[] }
  /** The czar exited and left the agents running. A later czar continues with them. */
  | { readonly kind: 'czar.let_go'; readonly reason: string }
  /** The czar's process did not run for `forMs`: the machine slept or suspended it, or its clock was set. */
  | { readonly kind: 'system.slept'; readonly forMs: number }
  | { readonly kind: 'project.loaded'; readonly project: Project }
  | { readonly kind: 'project.finished'; readonly verified: number; readonly failed: number }
  /** The disk with the least free space, if that is below the project's reserve; null: there is enough space again. */
  | { readonly kind: 'disk.space'; readonly low: FreeSpace | null }

type PersonEvent =
  | { readonly kind: 'person.told'; readonly worker: WorkerId; readonly text: string }
  /** A person typed a text into the agent's pane while the agent's question was open. */
  | { readonly kind: 'person.answered'; readonly worker: WorkerId; readonly incarnation: number; readonly evidence: string }
  /**
   * A person answered the permission request `asked` with yes or no. The event also holds the keys that give this answer
   * to the program.
   */
  | {
      readonly kind: 'person.permitted'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly isAllowed: boolean
      readonly asked: string | null
      readonly keys: readonly string[]
    }
  | { readonly kind: 'person.verify'; readonly worker: WorkerId }
  | { readonly kind: 'person.stop'; readonly worker: WorkerId | null }
  | { readonly kind: 'person.restart'; readonly worker: WorkerId }
  /** The czar leaves the worker alone until it is resumed. */
  | { readonly kind: 'person.paused'; readonly worker: WorkerId }
  | { readonly kind: 'person.resumed'; readonly worker: WorkerId }
  | { readonly kind: 'person.nudged'; readonly worker: WorkerId }
  /** A person reserves the waiting bonus task for this worker. */
  | { readonly kind: 'person.assigned'; readonly worker: WorkerId; readonly task: TaskId }

type AttentionEvent =
  | {
      readonly kind: 'attention.raised'
      readonly key: string
      readonly worker: WorkerId | null
      readonly text: string
      readonly hint: string | null
    }
  | { readonly kind: 'attention.settled'; readonly key: string; readonly reason: string }
  | {
      readonly kind: 'health.changed'
      readonly worker: WorkerId
      readonly health: Health
      /** Absent in journals of earlier versions. */
      readonly matter?: HealthMatter
      readonly reason: string
      readonly problem?: string | null
      /** Earlier versions wrote plain strings. */
      readonly evidence: readonly (Evidence | string)[]
      readonly advice?: readonly Advice[]
    }

/** The journal's record of an effect: its intent before it happens, its result afterwards. */
type EffectEvent =
  | {
      readonly kind: 'effect.intended'
      readonly effect: EffectId
      readonly action: string
      readonly worker: WorkerId | null
      readonly epoch: number
      readonly reason: string
    }
  | { readonly kind: 'effect.done'; readonly effect: EffectId }
  /** `unanswered`: a tool timed out, so nobody knows whether the effect happened. */
  | { readonly kind: 'effect.failed'; readonly effect: EffectId; readonly reason: string; readonly unanswered?: true }

export type EventKind = Event['kind']
