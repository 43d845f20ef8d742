import type { ExitHow, Strength, TurnState, WaitingFor } from '../../events/agent-event.ts'
import type { Letter } from '../../events/letter.ts'
import type { PullRequest } from '../../events/pull-request.ts'
import type { GitActivity, GoneFolder } from '../../events/worktree-event.ts'
import type { WorkerBudget } from '../../model/budget.ts'
import type { Advice, Evidence, Sign, Signal } from '../../model/evidence.ts'
import type { Health, HealthMatter } from '../../model/health.ts'
import type { AssignmentId, CommitSha, MessageId, PaneId, ServerId, SessionId, TaskId, WorkerId } from '../../model/ids.ts'
import type { Hindrance } from '../../model/program.ts'
import type { AddedByWorker, WorkerConfig } from '../../model/project.ts'
import type { PromptKind } from '../../model/prompt-kind.ts'
import type { WorkerUsage } from '../../model/usage.ts'
import type { TreeSeen, Word } from './memory.ts'

export interface WorkerState {
  readonly id: WorkerId
  readonly config: WorkerConfig
  readonly worktree: WorktreeState | null
  /** Why czar cannot read the worktree, or null if it can. */
  readonly missing: string | null
  /** Why the folder of the worktree is missing, and since when. It is null if the folder exists, or if czar has not looked. */
  readonly gone: { readonly folder: GoneFolder; readonly since: number } | null
  /** When czar made the worktree again after its folder was deleted. The newest time is last, and at most 20 are kept. */
  readonly remade: readonly number[]
  readonly agent: AgentState | null
  /** The incarnation (number) of the agent that was started last. */
  readonly incarnation: number
  /**
   * When agents exited by themselves, or were ended because they did not get ready or did not get a text. Exits while the account is at a
   * limit do not count. The newest time is last, and at most 20 are kept.
   */
  readonly exits: readonly number[]
  /** The program's own id of the agent's conversation, with which it can be resumed. */
  readonly agentSession: string | null
  /**
   * Settings of the user that keep the program from working, when czar found them, and how many agents since then never got ready or never
   * got their text. It is null if czar has not looked.
   */
  readonly hindered: { readonly at: number; readonly found: readonly Hindrance[]; readonly ends: number } | null
  /** The tokens and the cost of the worker's agents, or null if czar has not read them yet. */
  readonly usage: WorkerUsage | null
  /** The last usage limit that the worker's agent reported. Czar keeps it so that it can ignore the same report when it comes again. */
  readonly limitTold: { readonly said: number; readonly text: string; readonly strength: Strength } | null
  readonly git: GitActivity | null
  readonly gitAt: number
  /** The result of the last reading of the task's branch that the rules asked for, and its time. It is null if there was none. */
  readonly looked: { readonly at: number; readonly branch: string; readonly tip: CommitSha | null } | null
  /** The last commit outside the worker's branch that czar saved, and the git ref that keeps it. */
  readonly kept: (Sign & { readonly head: CommitSha; readonly ref: string | null }) | null
  /** The newest pull request that czar has seen for the worker's branch, or null if it has seen none. */
  readonly pullRequest: PullRequest | null
  readonly assignment: AssignmentId | null
  /** The number of the last report that czar took from the worker's report file. */
  readonly reportSeq: number
  readonly lastReportAt: number
  /**
   * The last text of a task whose end never appeared at the prompt. It is null if the end appeared, or if the program confirms texts
   * itself.
   */
  readonly unseenEnd: MessageId | null
  /** How many reports czar could not read (`count`), and how many of them it has told the worker about (`told`). */
  readonly refusals: { readonly count: number; readonly told: number; readonly reason: string }
  readonly progress: { readonly done: number | null; readonly total: number | null; readonly now: string } | null
  /** The last text from a person that reached the worker's agent. */
  readonly lastTell: { readonly incarnation: number; readonly at: number } | null
  /**
   * The letters to the worker, the newest last. `read` is the number of the newest letter that the worker has read, and `told` is the
   * number of the newest letter that it was told about.
   */
  readonly letters: { readonly received: readonly Letter[]; readonly read: number; readonly told: number; readonly toldAt: number }
  /** When the worker sent its recent letters. */
  readonly saidAt: readonly number[]
  /** The question that the worker waits on, and since when. */
  readonly question: { readonly text: string; readonly at: number } | null
  /** Those workers whose verified work this worker needs and of whose proof it knows, because it was told or started with the work. */
  readonly told: readonly WorkerId[]
  /** The bonus tasks that the worker tried without success. Czar does not offer them to it again. */
  readonly tried: readonly TaskId[]
  /** Who or what stopped the worker. over: the budget of the worker or of the fleet is used up. */
  readonly stopped: 'person' | 'closed' | 'over' | null
  /** True if the worker left the fleet because its parent was over. */
  readonly leftWithParent?: boolean
  /** Who added the worker, if it was handed over since. If this parent begins again, the worker goes back to it. */
  readonly handedFrom?: AddedByWorker | null
  /** The budget of the worker, or null if it has none. */
  readonly budget: WorkerBudget | null
  /**
   * How long agents of the worker have run. `ms` is the time before `since`. While an agent runs, the time after `since` is added to it.
   * `since` is null if no agent runs.
   */
  readonly ran: { readonly ms: number; readonly since: number | null }
  /** How many turns the worker's agents have finished, and whether a turn runs now. */
  readonly turns: { readonly ended: number; readonly isOpen: boolean }
  /** The tasks that the worker waits for with `czar wait`, and the turn and agent (incarnation) in which the wait began. */
  readonly waits?: { readonly tasks: readonly TaskId[]; readonly incarnation: number; readonly turn: number }
  /** Whether a person has paused the worker, so that the czar leaves it alone. */
  readonly paused: boolean
  /**
   * When the last obstacle to the worker's work ended, or 0 if there was none. An obstacle is a pause, an account limit, a missing login, a
   * sleep of the machine, or a text that waited.
   */
  readonly resumedAt: number
  /** The incarnation (number) of the agent that czar must replace. */
  readonly replace: number | null
  /** Texts that the worker wrote in this assignment or that are about its work in it. The oldest is first, and at most 12 are kept. */
  readonly words: readonly Word[]
  /** The last states of the worker's files. The oldest is first, and at most 8 are kept. */
  readonly trees: readonly TreeSeen[]
  /** Whether the next agent of the worker begins a new conversation instead of resuming the last one. */
  readonly fresh: boolean
  /** For each kind of signal, the last event of that kind. */
  readonly signs: Readonly<Partial<Record<Signal, Sign>>>
  readonly health: HealthState
}

/** How the worker is doing, as czar last recorded it. */
export interface HealthState {
  readonly health: Health
  /** The kind of reason for the health. It is null if czar has not judged it yet, or if an earlier version judged it. */
  readonly matter: HealthMatter | null
  /** Since when the worker has had this health. A new reason for the same health does not change this time. */
  readonly since: number
  readonly reason: string
  /** The problem as a sentence to the worker, or null if the worker need not be told anything. */
  readonly problem: string | null
  readonly evidence: readonly Evidence[]
  readonly advice: readonly Advice[]
}

/** Where a branch starts that czar made, and which proven commits it contains from the beginning. */
export interface BranchStart {
  readonly branch: string
  readonly startSha: CommitSha
  readonly includes: readonly CommitSha[]
}

/** The worktree of a worker, and the branch that czar last checked out in it. */
export interface WorktreeState extends BranchStart {
  readonly path: string
  /** The git ref that keeps the work that was not committed when czar last changed the branch, or null if there was none. */
  readonly kept: string | null
  /** The branch of the worker's own task. */
  readonly home: BranchStart
}

export interface AgentState {
  readonly incarnation: number
  readonly server: ServerId
  readonly session: SessionId
  readonly pane: PaneId
  readonly pid: number
  readonly pidStart: string | null
  readonly startedAt: number
  readonly readyAt: number | null
  readonly turn: TurnState | null
  readonly turnAt: number
  readonly turnStrength: Strength | null
  readonly waitingFor: WaitingFor | null
  readonly waitingText: string | null
  /** The error of a request that the program has been retrying for a long time in this turn, or null if there is none. */
  readonly retrying: string | null
  /** The hashes of texts that czar typed and that the program has not confirmed yet, by message. */
  readonly outstanding: Readonly<Record<string, string>>
  /**
   * The kind of prompt at which the first text was typed. It is null if there was no text yet, or if an earlier version did not record it.
   */
  readonly prompt: PromptKind | null
  /** True if the end of an earlier text never appeared on the screen. Czar then types only one line, which names a file with the text. */
  readonly cutsTexts: boolean
  /** When the worker last showed new output, a turn, a report or a commit. */
  readonly noveltyAt: number
  /**
   * Whether the agent's child processes used CPU time when czar last looked (`busy`, null if it could not tell), and since when they have
   * used none. It is null if czar has not looked yet.
   */
  readonly children: (Sign & { readonly busy: boolean | null; readonly restingSince: number | null }) | null
  /** The program's own id of the conversation, as this agent last reported it. */
  readonly conversation: string | null
  /** When the conversation was summarised or replaced, so that the agent forgot a part of it. It is null if that never happened. */
  readonly forgotAt: number | null
  /** The last turn that ended because the program was not logged in, or null if there was none. */
  readonly login: {
    readonly text: string
    readonly said: number
    readonly at: number
    /** When a person logged in after that turn ended, or null if no person has yet. */
    readonly overAt: number | null
    /** Whether the agent has begun to work again since that turn ended. */
    readonly wentOn: boolean
  } | null
  readonly dialog: {
    readonly text: string
    readonly keys: readonly string[] | null
    /** What the dialog wants. It is null if that is unknown, or if keys can answer the dialog. */
    readonly asks: 'login' | null
    readonly at: number
    readonly seen: number
    readonly answeredAt: number | null
  } | null
  readonly exit: {
    readonly at: number
    readonly how: ExitHow
    readonly status: number | null
    readonly signal: string | null
    readonly lastScreen: string
    /** By this time czar has read the exited agent's screen and worktree for the last time. It is absent once that is done. */
    readonly readBy?: number
  } | null
}
