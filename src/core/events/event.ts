import type { AlertEvent } from '../model/alert.ts'
import type { BudgetEvent } from '../model/budget.ts'
import type { DiskRoom } from '../model/disk.ts'
import type { Advice, Evidence } from '../model/evidence.ts'
import type { HealthMatter } from '../model/health-matter.ts'
import type { EffectId, TaskId, WorkerId } from '../model/ids.ts'
import type { AccountEvent } from '../model/limit.ts'
import type { ProgramEvent } from '../model/program.ts'
import type { Project } from '../model/project.ts'
import type { AgentEvent } from './agent-event.ts'
import type { Asked } from './asker.ts'
import type { CheckEvent } from './check-event.ts'
import type { CommandEvent } from './command-event.ts'
import type { LadderEvent } from './ladder-event.ts'
import type { PullRequestEvent } from './pull-request.ts'
import type { QueueEvent } from './queue-event.ts'
import type { TalkEvent } from './talk-event.ts'
import type { AssignmentEvent, MessageEvent, VerificationEvent } from './work-event.ts'
import type { GitEvent, WorktreeEvent } from './worktree-event.ts'

/**
 * Everything that happens. Adapters, workers, people and the clock turn into these; they are appended to the
 * journal before anything reacts to them, and state is their fold. Plain JSON; times are ms since the epoch.
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
  | LadderEvent
  | Asked<PersonEvent>
  | CommandEvent
  | AttentionEvent
  | AlertEvent
  | EffectEvent

/** An event as the journal holds it. `seq` counts up from 1 without gaps. */
export type Journaled<E = Event> = E & { readonly seq: number; readonly at: number }

type CzarEvent =
  | { readonly kind: 'czar.started'; readonly epoch: number; readonly pid: number; readonly host: string; readonly version: string }
  /** What its watchdog saw (`GaveUp`): for so long nobody launched it again. The new czar says it, after its start. */
  | { readonly kind: 'czar.abandoned'; readonly ends: number; readonly hasFailed: boolean; readonly forMs: number }
  /** What its watchdog saw (`Starved`) and ended. The new czar says it, after its start. */
  | { readonly kind: 'czar.starved'; readonly seconds: number }
  | { readonly kind: 'czar.stopped'; readonly reason: string }
  /** A watchdog launched the project as a person had launched it, and not the file, which has changed since. */
  | { readonly kind: 'project.kept'; readonly file: string; readonly digest: string }
  /** A person has the czar go on with a journal that ends after `has`, although others have seen more of it. */
  | { readonly kind: 'journal.cut'; readonly has: number; readonly says: readonly string[] }
  /** It went and left the agents running: a later czar goes on where it stopped. */
  | { readonly kind: 'czar.let_go'; readonly reason: string }
  /** For so long nobody looked while the czar lived: the machine slept, or did not let it run, or its clock was set. */
  | { readonly kind: 'system.slept'; readonly forMs: number }
  | { readonly kind: 'project.loaded'; readonly project: Project }
  | { readonly kind: 'project.finished'; readonly verified: number; readonly failed: number }
  /** There is less room than the project keeps free, and where least; or there is enough again (null). */
  | { readonly kind: 'disk.room'; readonly low: DiskRoom | null }

type PersonEvent =
  | { readonly kind: 'person.told'; readonly worker: WorkerId; readonly text: string }
  /** Somebody sent the agent a text of their own in its pane while a question of it was open. */
  | { readonly kind: 'person.answered'; readonly worker: WorkerId; readonly incarnation: number; readonly evidence: string }
  /** A person's yes or no to the permission that was asked for in these words, and the keys that say so to the program. */
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
  /** The czar keeps its hands off the worker until it is resumed. */
  | { readonly kind: 'person.paused'; readonly worker: WorkerId }
  | { readonly kind: 'person.resumed'; readonly worker: WorkerId }
  | { readonly kind: 'person.nudged'; readonly worker: WorkerId }
  /** The waiting bonus task is for this worker and for nobody else. */
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
      /** Not in journals of earlier versions. */
      readonly matter?: HealthMatter
      readonly reason: string
      readonly problem?: string | null
      /** Earlier versions wrote bare words. */
      readonly evidence: readonly (Evidence | string)[]
      readonly advice?: readonly Advice[]
    }

/** The journal's own account of the hands: an intent stands before each effect, its end after it. */
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
  /** `unanswered`: a tool did not answer in time, so that nobody knows more than before. */
  | { readonly kind: 'effect.failed'; readonly effect: EffectId; readonly reason: string; readonly unanswered?: true }

export const HEALTHS = [
  'starting',
  'working',
  'waiting',
  'idle',
  'quiet',
  'stuck',
  'confused',
  'limited',
  'crashed',
  'over',
  'done',
] as const
export type Health = (typeof HEALTHS)[number]

export type EventKind = Event['kind']
