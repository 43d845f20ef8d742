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

/** Everything outside the czar, as it really is. The czar sees of it what its sensors would tell. */
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
  /** Of what agents see and do when they are told, 0…1. */
  readonly obedience: number
  /** Tasks that some agent had before. */
  readonly taken: Set<TaskId>
  /** Chance for words alone, so that other words change nothing else. */
  readonly words: Random
  /** What the hands are at. */
  readonly open: Set<Operation>
  readonly onOperation: (operation: Operation) => void
  /** How often the output of an agent at work is told; a real screen tells it every 10 s. */
  readonly outputEveryMs: number
  readonly program: Supervisor
  now: number
  /** All share one account: until when it is limited, and whether the program says until when. */
  limit: { readonly until: number; readonly isTold: boolean }
  /** Counts the terminal's servers. */
  server: number
  /** Numbers the states of works. */
  readonly counters: { versions: number }
}

/** How often the hands get on badly. */
export interface FaultRates {
  /** Share of operations that fail, and that take twenty times as long. */
  readonly fails: number
  readonly slow: number
  /** kill -9 of the czar, and of the terminal's server, per hour. */
  readonly killsPerHour: number
  readonly serverDeathsPerHour: number
}

/** One action that the czar asked of its hands. */
export interface Operation {
  readonly number: number
  readonly action: Action
  readonly effect: EffectId
  readonly isBad: boolean
  /** Its end is on record, or nobody is left to record it. */
  isOver: boolean
}

/** One worker's place: its worktree, and the agent in it. */
export interface Seat {
  readonly id: WorkerId
  readonly behaviour: Behaviour
  /** What the agent does, and how the hands get on with it, are rolled apart. */
  readonly random: Random
  readonly hands: Random
  readonly reports: Report[]
  readonly works: Map<TaskId, Work>
  /** Hurdles of its way that are still before it. */
  hurdles: readonly Hurdle[]
  /** The last one that it met. */
  met: Hurdle | null
  tree: Tree | null
  agent: Agent | null
  /** Its agent went without being asked to, and there is no other yet. */
  isCrashed: boolean
  /** What the last agent had in its head, for one that resumes its session. */
  remembered: Mind | null
}

/** What was really done of one task, whatever anybody says. */
export interface Work {
  right: number
  /** Steps that went into something else, and paths outside the task's. */
  wrong: number
  readonly outside: Set<string>
  readonly files: Set<string>
  /** First lines of its commits, oldest first. */
  readonly subjects: string[]
  /** Faults that the accept commands see, and that they do not see. */
  faults: number
  blindFaults: number
  /** An agent that did something else said so, without knowing it. */
  isSpokenOf: boolean
  /** Its wrong steps are a peer's task. */
  isOfPeer: boolean
  /** Places where it would have met others, by the meeting's id: it was told, and keeps away. */
  readonly keptAway: Set<string>
}

export interface Tree {
  branch: string
  /** The branch of the task that it is for. */
  home: string
  /** Commits that were made here, on all branches. */
  commits: number
  head: CommitSha
  readonly files: Set<string>
  dirty: number
  /** Names the content: the same again when an edit is taken back. */
  content: string
  /** A look at it is on its way. */
  isLookedAt: boolean
}

/** Is its worktree on the branch of the task that it is for, if there is one? */
export function isAtHome({ tree }: Pick<Seat, 'tree'>): boolean {
  return tree === null || tree.branch === tree.home
}

export interface Agent {
  readonly incarnation: number
  readonly mind: Mind
  /** Messages that were really submitted to it, as often as they were. */
  readonly heard: string[]
  /** Texts that were typed into a program in the middle of a turn. */
  readonly typed: Letter[]
  isReady: boolean
  /** A text of the czar stands in its composer and was never sent. */
  hasUnsentText: boolean
  turn: TurnState | null
  waitingFor: WaitingFor | null
  /** Says which of the planned beats are still its own: an interrupted turn's are void. */
  turns: number
}

/** fine: at work or through. told_to_wait: the czar wants it so. The others are what is really the matter with it. */
export type Condition = 'fine' | 'told_to_wait' | 'stopped' | 'hung' | 'looping' | 'asking' | 'permission' | 'limited'

export interface Mind {
  task: TaskId | null
  assignment: AssignmentId | null
  misreads: Misreading | null
  /** What it says of its work, in words of its own. */
  voice: Voice
  /** Does a peer's task in its own paths. */
  isInOwnPaths: boolean
  trouble: Trouble
  troubleAtStep: number
  hurdleAtStep: number
  /** A screen that shows what it waits for, and nothing else does. */
  isOnScreen: boolean
  condition: Condition
  /** A program that it started uses the processor. */
  hasChildren: boolean
  /** Share of its context window that is full. */
  context: number
  tokens: number
  hasAcknowledged: boolean
  /** It knows what was there before it. */
  hasRead: boolean
  hasClaimed: boolean
}

/** One agent in its seat, for those who play its part. */
export interface Life {
  readonly world: World
  readonly seat: Seat
  readonly agent: Agent
}

/** An agent's part: does things, and yields how many ms pass before it goes on. */
export type Part = Generator<number, void, void>
