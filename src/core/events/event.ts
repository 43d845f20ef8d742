import type { AlertEvent } from '../model/alert.ts'
import type { BudgetEvent } from '../model/budget.ts'
import type { FreeSpace } from '../model/disk.ts'
import type { Advice, Evidence } from '../model/evidence.ts'
import type { RepositoryFact } from '../model/facts/repository-fact.ts'
import type { Health, HealthMatter } from '../model/health.ts'
import type { EffectId, TaskId, WorkerId } from '../model/ids.ts'
import type { AccountEvent } from '../model/limit.ts'
import type { ProgramEvent } from '../model/program.ts'
import type { Project } from '../model/project.ts'
import type { AgentEvent } from './agent-event.ts'
import type { Asked, Asker } from './asker.ts'
import type { CheckEvent } from './check-event.ts'
import type { CommandEvent } from './command-event.ts'
import type { DuplicateEvent } from './duplicate-event.ts'
import type { ForecastEvent } from './forecast-event.ts'
import type { LadderEvent } from './ladder-event.ts'
import type { AttemptsEvent } from './proof/attempts-event.ts'
import type { BaseGatesEvent } from './proof/base-gates-event.ts'
import type { PullRequestEvent } from './pull-request.ts'
import type { FleetEvent, QueueEvent } from './queue-event.ts'
import type { ReviewEvent } from './review/review-event.ts'
import type { StageEvent } from './stages/stage-event.ts'
import type { TalkEvent } from './talk-event.ts'
import type { TrainEvent } from './train-event.ts'
import type { AssignmentEvent, MessageEvent, VerificationEvent } from './work-event.ts'
import type { GitEvent, WorktreeEvent } from './worktree-event.ts'

/**
 * Everything that happens: each input from adapters, workers, people and the clock becomes an event. Czar writes the event to the journal
 * before it reacts. Applying all events in order gives czar's state. Events are plain JSON, and their times are in ms since the epoch.
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
  | Asked<FleetEvent>
  | MessageEvent
  | TalkEvent
  | VerificationEvent
  | CheckEvent
  | BaseGatesEvent
  | TrainEvent
  | ReviewEvent
  | StageEvent
  | DuplicateEvent
  | AttemptsEvent
  | ForecastEvent
  | LadderEvent
  | Asked<PersonEvent>
  | CommandEvent
  | AttentionEvent
  | AlertEvent
  | EffectEvent

/** An event in the form in which the journal stores it. */
export type Journaled<E = Event> = E & { readonly seq: number; readonly at: number }

type CzarEvent =
  /** `epoch` counts the starts of czar for this project, from 1. */
  | { readonly kind: 'czar.started'; readonly epoch: number; readonly pid: number; readonly host: string; readonly version: string }
  /** The watchdog stopped restarting czar (see `GaveUp`), and no czar ran for `forMs`. The czar that is started later records this. */
  | { readonly kind: 'czar.abandoned'; readonly ends: number; readonly hasFailed: boolean; readonly forMs: number }
  /** Czar was blocked and the watchdog ended it (see `Starved`). The czar that starts again records this. */
  | { readonly kind: 'czar.starved'; readonly seconds: number }
  | { readonly kind: 'czar.stopped'; readonly reason: string }
  /** The watchdog restarted czar with the project file of the last launch by a person. The watchdog ignored later changes to the file. */
  | { readonly kind: 'project.kept'; readonly file: string; readonly digest: string }
  /**
   * A person accepts that the journal ends after event number `has`, although other files or agents show that there were later events.
   * `says` has one part of a sentence for each such sign.
   */
  | { readonly kind: 'journal.cut'; readonly has: number; readonly says: readonly string[] }
  /** Czar exited and left the agents running. When czar is started again, it continues with them. */
  | { readonly kind: 'czar.let_go'; readonly reason: string }
  /** The process of czar did not run for `forMs`, because the machine slept or suspended it, or because the clock was changed. */
  | { readonly kind: 'system.slept'; readonly forMs: number }
  /** `by` is the person who loaded the file again while czar ran. It is absent if czar loaded the file at its start. */
  | { readonly kind: 'project.loaded'; readonly project: Project; readonly by?: Asker }
  /** The project file differs from what czar runs, or is the same again (null). */
  | { readonly kind: 'project.edited'; readonly edit: ProjectEdit | null }
  | { readonly kind: 'project.finished'; readonly verified: number; readonly failed: number }
  /** The facts about the repository that workers of this machine's projects have stated. The most recently confirmed fact comes first. */
  | { readonly kind: 'facts.known'; readonly facts: readonly RepositoryFact[] }
  /** The disk with the least free space, if it has less than the project reserves. `low` is null when there is enough space again. */
  | { readonly kind: 'disk.space'; readonly low: FreeSpace | null }

/**
 * How the project file differs from what czar runs. `added`, `changed` and `removed` count workers and bonus tasks. A change of settings
 * for the whole fleet adds one to `changed`.
 */
export interface ProjectEdit {
  readonly added: number
  readonly changed: number
  readonly removed: number
  /** The first mistake in the file, because of which czar cannot load it. It is null if the file has no mistake. */
  readonly problem: string | null
}

type PersonEvent =
  | { readonly kind: 'person.told'; readonly worker: WorkerId; readonly text: string }
  /** A person typed a text into the agent's terminal while the agent was waiting for an answer. */
  | { readonly kind: 'person.answered'; readonly worker: WorkerId; readonly incarnation: number; readonly evidence: string }
  /**
   * A person answered yes or no to the permission that an agent asked for in `asked`. The event also holds the keys that give this answer
   * to the agent's program.
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
  /** A person paused the worker, so czar leaves it alone until a person resumes it. */
  | { readonly kind: 'person.paused'; readonly worker: WorkerId }
  | { readonly kind: 'person.resumed'; readonly worker: WorkerId }
  | { readonly kind: 'person.nudged'; readonly worker: WorkerId }
  /** A person reserved a waiting bonus task for this worker, so only this worker may take it. */
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
      /** What the worker's health is about. Journals of earlier versions do not have this field. */
      readonly matter?: HealthMatter
      readonly reason: string
      readonly problem?: string | null
      /** What czar bases its judgement on. Earlier versions of czar wrote plain strings. */
      readonly evidence: readonly (Evidence | string)[]
      readonly advice?: readonly Advice[]
    }

/** The journal's records of an action: first that czar will do it, and later how it ended. */
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
  /** `unanswered` is true if a tool timed out, so it is unknown whether the action had an effect. */
  | { readonly kind: 'effect.failed'; readonly effect: EffectId; readonly reason: string; readonly unanswered?: true }

export type EventKind = Event['kind']
