import type { TurnState, WaitingFor } from '../src/core/events/agent-event.ts'
import type { Action } from '../src/core/events/decision.ts'
import type { Report } from '../src/core/events/report.ts'
import type { AssignmentId, CommitSha, EffectId, TaskId, WorkerId } from '../src/core/model/ids.ts'
import type { PromptTexts } from '../src/core/ports/prompts.ts'
import type { Behaviour, Hurdle, Misreading, Trouble } from './agents/behaviours.ts'
import type { ReceivedText } from './agents/hear.ts'
import type { Voice } from './agents/voices.ts'
import type { Assumptions } from './assumptions.ts'
import type { Calendar } from './calendar.ts'
import type { FleetHabits } from './fleets/habits.ts'
import type { SprintPlan } from './plan-sprint.ts'
import type { Random } from './random.ts'
import type { Repository } from './repository/repository.ts'
import type { Supervisor } from './run-sprint.ts'
import type { SimulatedCzar } from './simulated-czar.ts'
import type { Tally } from './sums/tally.ts'

/** Everything outside the czar, as it really is. The czar sees only what it could observe. */
export interface World {
  readonly plan: SprintPlan
  readonly texts: PromptTexts
  readonly calendar: Calendar
  readonly workers: Map<WorkerId, SimulatedWorker>
  readonly repository: Repository
  readonly tally: Tally
  readonly czar: SimulatedCzar
  readonly random: Random
  /** How often actions of the czar go wrong. */
  readonly faults: FaultRates
  readonly conduct: Assumptions
  /** A factor from 0 to 1 on how often agents notice something and do what they are told. */
  readonly obedience: number
  /** The tasks that some agent has already begun. */
  readonly taken: Set<TaskId>
  /** The random numbers that choose the agents' words. */
  readonly words: Random
  /** The actions that are in progress now. */
  readonly open: Set<Operation>
  readonly onOperation: (operation: Operation) => void
  /** How often the output of a working agent is reported, in ms. On a real screen that is every 10 s. */
  readonly outputEveryMs: number
  readonly program: Supervisor
  /** How workers split tasks, and what the stages do. It is null in a run without stages, children and attempts. */
  readonly fleet: FleetHabits | null
  now: number
  /** The limit of the account that all agents share: its end, and whether the program shows the end. */
  limit: { readonly until: number; readonly isTold: boolean }
  /** How many tmux servers there have been so far. */
  server: number
  /** The counter that numbers the states of the tasks' work. */
  readonly counters: { versions: number }
}

/** How often actions go wrong. */
export interface FaultRates {
  /** The share of actions that fail, and the share that take twenty times as long. */
  readonly fails: number
  readonly slow: number
  /** How often per hour the czar is killed (kill -9), and how often the tmux server dies. */
  readonly killsPerHour: number
  readonly serverDeathsPerHour: number
}

/** One action that the czar asked for. */
export interface Operation {
  readonly number: number
  readonly action: Action
  readonly effect: EffectId
  readonly isBad: boolean
  /** Whether the journal has the action's end, or the czar that began the action is dead. */
  isOver: boolean
}

/** A worker as it really is, with its worktree and its agent. Czar sees only a part of this. */
export interface SimulatedWorker {
  readonly id: WorkerId
  readonly behaviour: Behaviour
  /** The random numbers that choose what the agent does. */
  readonly random: Random
  /** The random numbers that choose whether czar's actions on this worker succeed. A separate source, so these draws change none of the agent's draws. */
  readonly actions: Random
  readonly reports: Report[]
  readonly works: Map<TaskId, Work>
  /** The obstacles that the worker has not met yet. */
  hurdles: readonly Hurdle[]
  /** The last obstacle that the worker met. It is null if it has met none. */
  met: Hurdle | null
  tree: Worktree | null
  agent: Agent | null
  /** Whether the worker's agent ended although nobody asked for it, and no new agent has started yet. */
  isCrashed: boolean
  /** What the last agent knew. An agent that resumes this session gets it. */
  remembered: Mind | null
}

/** What was really done for one task. Reports may say something else. */
export interface Work {
  right: number
  /** The number of steps that built something else, or changed paths outside the task's territory. */
  wrong: number
  readonly outside: Set<string>
  readonly files: Set<string>
  /** The first lines of the commit messages, oldest first. */
  readonly subjects: string[]
  /** The number of faults that the accept commands notice. */
  faults: number
  /** The number of faults that the accept commands do not notice. */
  blindFaults: number
  /** Whether an agent that built the wrong thing said what it built, without knowing of the mistake. */
  isSpokenOf: boolean
  /** Whether the wrong steps did another worker's task. */
  isOfPeer: boolean
  /** The ids of the places that the worker avoids, because czar told it of a conflict with another task there. */
  readonly keptAway: Set<string>
}

export interface Worktree {
  branch: string
  /** The branch of the worker's current task. */
  home: string
  /** How many commits were made in this worktree, on all branches. */
  commits: number
  head: CommitSha
  readonly files: Set<string>
  dirty: number
  /** A name for what is in the worktree. Equal contents have equal names, for example after an edit was undone. */
  content: string
  /** Whether the czar is reading the worktree now. */
  isLookedAt: boolean
}

/** Whether the worktree is on the branch of the worker's current task, or there is no such task. */
export function isAtHome({ tree }: Pick<SimulatedWorker, 'tree'>): boolean {
  return tree === null || tree.branch === tree.home
}

export interface Agent {
  readonly incarnation: number
  readonly mind: Mind
  /** The messages that the agent really got. A message that it got twice is there twice. */
  readonly heard: string[]
  /** Texts that were typed into the program while the agent worked on an earlier text. */
  readonly typed: ReceivedText[]
  isReady: boolean
  /** Whether a text of the czar is in the agent's input line but was not sent. */
  hasUnsentText: boolean
  turn: TurnState | null
  waitingFor: WaitingFor | null
  /**
   * The number of the agent's current list of planned actions. Planned actions with a smaller number are dropped, because the agent was
   * interrupted.
   */
  turns: number
}

/**
 * What is really the matter with the agent. fine: it works or has finished. told_to_wait: czar told it to wait. The other words name what
 * is wrong.
 */
export type Condition = 'fine' | 'told_to_wait' | 'stopped' | 'hung' | 'looping' | 'asking' | 'permission' | 'limited'

export interface Mind {
  task: TaskId | null
  assignment: AssignmentId | null
  misreads: Misreading | null
  /** The words in which the agent speaks about its work. */
  voice: Voice
  /** Whether the agent does another worker's task, but in the paths of its own worker. */
  isInOwnPaths: boolean
  trouble: Trouble
  troubleAtStep: number
  hurdleAtStep: number
  /** Whether only the screen shows what the agent waits for. */
  isOnScreen: boolean
  condition: Condition
  /** Whether a program that the agent started uses the processor. */
  hasChildren: boolean
  /** How full the agent's context window is, from 0 to 1. */
  context: number
  tokens: number
  hasAcknowledged: boolean
  /** Whether the agent knows what earlier agents of this worker did. */
  hasRead: boolean
  hasClaimed: boolean
}

/** One agent with its worker, for the functions that play the agent. */
export interface Life {
  readonly world: World
  readonly worker: SimulatedWorker
  readonly agent: Agent
}

/** Something that an agent does in simulated time. The generator acts, and yields how many ms pass before it goes on. */
export type Activity = Generator<number, void, void>
