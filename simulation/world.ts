import type { TurnState, WaitingFor } from '../src/core/events/agent-event.ts'
import type { Action } from '../src/core/events/decision.ts'
import type { Report } from '../src/core/events/report.ts'
import type { AssignmentId, CommitSha, EffectId, TaskId, WorkerId } from '../src/core/model/ids.ts'
import type { PromptTexts } from '../src/core/ports/prompts.ts'
import type { Behaviour, Hurdle, Misreading, Trouble } from './agents/behaviours.ts'
import type { Letter } from './agents/hear.ts'
import type { Voice } from './agents/voices.ts'
import type { Assumptions } from './assumptions.ts'
import type { Calendar } from './calendar.ts'
import type { SprintPlan } from './plan-sprint.ts'
import type { Random } from './random.ts'
import type { Repository } from './repository/repository.ts'
import type { Supervisor } from './run-sprint.ts'
import type { SimulatedCzar } from './simulated-czar.ts'
import type { Tally } from './sums/tally.ts'

/** Everything outside the czar, as it really is. The czar sees only what its sensors would report. */
export interface World {
  readonly plan: SprintPlan
  readonly texts: PromptTexts
  readonly calendar: Calendar
  readonly seats: Map<WorkerId, Seat>
  readonly repository: Repository
  readonly tally: Tally
  readonly czar: SimulatedCzar
  readonly random: Random
  readonly faults: FaultRates
  readonly conduct: Assumptions
  /** A factor from 0 to 1 on how often agents notice and do what they are told. */
  readonly obedience: number
  /** Tasks that some agent has had before. */
  readonly taken: Set<TaskId>
  /** A random source for words alone, so that other words change nothing else. */
  readonly words: Random
  /** The actions that are being carried out. */
  readonly open: Set<Operation>
  readonly onOperation: (operation: Operation) => void
  /** How often the output of a working agent is reported. A real screen reports it every 10 s. */
  readonly outputEveryMs: number
  readonly program: Supervisor
  now: number
  /** All agents share one account: until when the account is limited, and whether the program shows this time. */
  limit: { readonly until: number; readonly isTold: boolean }
  /** The number of servers of the terminal so far. */
  server: number
  /** Numbers the states of the tasks' work. */
  readonly counters: { versions: number }
}

/** How often actions go wrong. */
export interface FaultRates {
  /** The share of operations that fail, and the share that take twenty times as long. */
  readonly fails: number
  readonly slow: number
  /** Rates per hour of kill -9 of the czar, and of deaths of the terminal's server. */
  readonly killsPerHour: number
  readonly serverDeathsPerHour: number
}

/** One action that the czar asked for. */
export interface Operation {
  readonly number: number
  readonly action: Action
  readonly effect: EffectId
  readonly isBad: boolean
  /** Whether the action's end is on record, or the czar that began it is dead. */
  isOver: boolean
}

/** One worker's place: its worktree, and the agent in it. */
export interface Seat {
  readonly id: WorkerId
  readonly behaviour: Behaviour
  /** The agent's behaviour and the fate of actions use separate random sources. */
  readonly random: Random
  readonly hands: Random
  readonly reports: Report[]
  readonly works: Map<TaskId, Work>
  /** The hurdles that the worker has not met yet. */
  hurdles: readonly Hurdle[]
  /** The last hurdle that the worker met. */
  met: Hurdle | null
  tree: Tree | null
  agent: Agent | null
  /** Whether the worker's agent ended without a request, and no new agent has started yet. */
  isCrashed: boolean
  /** The mind of the last agent. An agent that resumes this session gets it. */
  remembered: Mind | null
}

/** What was really done for one task. Reports may say something else. */
export interface Work {
  right: number
  /** Steps that went into something else, and paths outside the task's territory. */
  wrong: number
  readonly outside: Set<string>
  readonly files: Set<string>
  /** The first lines of the commits' messages, oldest first. */
  readonly subjects: string[]
  /** Faults that the accept commands notice, and faults that they do not notice. */
  faults: number
  blindFaults: number
  /** Whether an agent that built something else told what it built, without knowing that this is wrong. */
  isSpokenOf: boolean
  /** Whether the wrong steps did a peer's task. */
  isOfPeer: boolean
  /** Ids of the places where this task meets other tasks, but where the worker was told of the conflict and keeps away. */
  readonly keptAway: Set<string>
}

export interface Tree {
  branch: string
  /** The branch of the worker's current task. */
  home: string
  /** The commits made here, on all branches. */
  commits: number
  head: CommitSha
  readonly files: Set<string>
  dirty: number
  /** A name for the content of the worktree. Equal contents have equal names, for example after an edit was undone. */
  content: string
  /** Whether the czar is reading the worktree now. */
  isLookedAt: boolean
}

/** Whether the worktree is on the branch of its current task, if it has one. */
export function isAtHome({ tree }: Pick<Seat, 'tree'>): boolean {
  return tree === null || tree.branch === tree.home
}

export interface Agent {
  readonly incarnation: number
  readonly mind: Mind
  /** Messages that were really submitted to the agent, with repetitions. */
  readonly heard: string[]
  /** Texts that were typed into the program in the middle of a turn. */
  readonly typed: Letter[]
  isReady: boolean
  /** Whether a text of the czar is in the agent's composer and was not sent. */
  hasUnsentText: boolean
  turn: TurnState | null
  waitingFor: WaitingFor | null
  /**
   * The number of the current plan of actions. Planned actions with an earlier number no longer count, because their turn
   * was interrupted.
   */
  turns: number
}

/** fine: at work or finished. told_to_wait: the czar told it to wait. The others name what is really wrong with it. */
export type Condition = 'fine' | 'told_to_wait' | 'stopped' | 'hung' | 'looping' | 'asking' | 'permission' | 'limited'

export interface Mind {
  task: TaskId | null
  assignment: AssignmentId | null
  misreads: Misreading | null
  /** What the agent says about its work, in its own words. */
  voice: Voice
  /** Whether the agent does another worker's task, but in its own worker's paths. */
  isInOwnPaths: boolean
  trouble: Trouble
  troubleAtStep: number
  hurdleAtStep: number
  /** Whether only the screen shows what the agent waits for. */
  isOnScreen: boolean
  condition: Condition
  /** Whether a program that the agent started uses the processor. */
  hasChildren: boolean
  /** The share of the agent's context window that is full, 0 to 1. */
  context: number
  tokens: number
  hasAcknowledged: boolean
  /** Whether the agent knows what earlier agents of this worker did. */
  hasRead: boolean
  hasClaimed: boolean
}

/** One agent at its worker's place, for the functions that play the agent's part. */
export interface Life {
  readonly world: World
  readonly seat: Seat
  readonly agent: Agent
}

/** A part that an agent plays. It acts, and yields how many ms pass before it goes on. */
export type Part = Generator<number, void, void>
