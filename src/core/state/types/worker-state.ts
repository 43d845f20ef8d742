import type { ExitHow, Strength, TurnState, WaitingFor } from '../../events/agent-event.ts'
import type { Letter } from '../../events/letter.ts'
import type { PullRequest } from '../../events/pull-request.ts'
import type { GitActivity, GoneFolder } from '../../events/worktree-event.ts'
import type { WorkerBudget } from '../../model/budget.ts'
import type { Advice, Evidence, Sign, Signal } from '../../model/evidence.ts'
import type { Health, HealthMatter } from '../../model/health.ts'
import type { AssignmentId, CommitSha, MessageId, PaneId, ServerId, SessionId, TaskId, WorkerId } from '../../model/ids.ts'
import type { Hindrance } from '../../model/program.ts'
import type { WorkerConfig } from '../../model/project.ts'
import type { PromptKind } from '../../model/prompt-kind.ts'
import type { WorkerUsage } from '../../model/usage.ts'
import type { TreeSeen, Word } from './memory.ts'

export interface WorkerState {
  readonly id: WorkerId
  readonly config: WorkerConfig
  readonly worktree: WorktreeState | null
  /** Why czar cannot read the worktree; null: it can. */
  readonly missing: string | null
  /** What is known about the missing worktree folder, and since when; null: the folder exists, or czar has not looked. */
  readonly gone: { readonly folder: GoneFolder; readonly since: number } | null
  /** When the worktree was made again after its folder was deleted; newest last, at most 20. */
  readonly remade: readonly number[]
  readonly agent: AgentState | null
  /** The incarnation that was started last. */
  readonly incarnation: number
  /** When agents exited unasked; newest last, at most 20. */
  readonly exits: readonly number[]
  /** The agent's own session id, for resuming. */
  readonly agentSession: string | null
  /**
   * Hindering settings, when they were found, and how many agents ended since then as not ready or undelivered; null: czar has not looked.
   */
  readonly hindered: { readonly at: number; readonly found: readonly Hindrance[]; readonly ends: number } | null
  /** What the worker's agents used; null: no reading yet. */
  readonly usage: WorkerUsage | null
  /** The last limit that the worker's agent reported, so that repeated reports are ignored. */
  readonly limitTold: { readonly said: number; readonly text: string; readonly strength: Strength } | null
  readonly git: GitActivity | null
  readonly gitAt: number
  /** The last reading of the task's branch that czar made on request, with its result; null: none. */
  readonly looked: { readonly at: number; readonly branch: string; readonly tip: CommitSha | null } | null
  /** The last HEAD off the worker's branch that was saved, and the ref that keeps it. */
  readonly kept: (Sign & { readonly head: CommitSha; readonly ref: string | null }) | null
  /** The newest pull request seen for the worker's branch; null: none. */
  readonly pullRequest: PullRequest | null
  readonly assignment: AssignmentId | null
  /** The number of the last entry that czar took from the worker's report file. */
  readonly reportSeq: number
  readonly lastReportAt: number
  /** The last task text whose end never appeared at the prompt; null: all did, or the agent confirms texts itself. */
  readonly unseenEnd: MessageId | null
  /** Number of unreadable reports, and of those that the worker was told about. */
  readonly refusals: { readonly count: number; readonly told: number; readonly reason: string }
  readonly progress: { readonly done: number | null; readonly total: number | null; readonly now: string } | null
  /** The last text from a person that reached the worker's agent. */
  readonly lastTell: { readonly incarnation: number; readonly at: number } | null
  /** Letters to the worker, newest last. `read` and `told`: the highest numbers that it has read and was told about. */
  readonly letters: { readonly received: readonly Letter[]; readonly read: number; readonly told: number; readonly toldAt: number }
  /** When the worker sent its recent letters. */
  readonly saidAt: readonly number[]
  /** The worker's open question, and since when it is open. */
  readonly question: { readonly text: string; readonly at: number } | null
  /** Dependencies whose verified commit the worker was told about or started with. */
  readonly told: readonly WorkerId[]
  /** Bonus tasks that the worker had without success. It is not offered them again. */
  readonly tried: readonly TaskId[]
  /** over: the worker's own budget or the fleet's is used up. */
  readonly stopped: 'person' | 'closed' | 'over' | null
  /** The budget that restricts the worker; null: none. */
  readonly budget: WorkerBudget | null
  /**
   * How long the worker's agents have run: `ms` up to the moment `since`, plus the time from then on; `since` null: no
   * agent runs.
   */
  readonly ran: { readonly ms: number; readonly since: number | null }
  /** Number of turns that the worker's agents finished, and whether one runs now. */
  readonly turns: { readonly ended: number; readonly isOpen: boolean }
  /** Whether a person has paused the worker, so that the czar leaves it alone. */
  readonly paused: boolean
  /** When a pause, limit, missing login, system sleep or waiting text last ended; 0: never. */
  readonly resumedAt: number
  /** The incarnation that is to be replaced. */
  readonly replace: number | null
  /** Texts that the worker wrote or that are about its work on this assignment, oldest first, at most 12. */
  readonly words: readonly Word[]
  /** The last states of the worker's tree, oldest first, at most 8. */
  readonly trees: readonly TreeSeen[]
  /** Whether the next agent begins a new conversation and does not resume the last one. */
  readonly fresh: boolean
  /** The last event of each kind of signal. */
  readonly signs: Readonly<Partial<Record<Signal, Sign>>>
  readonly health: HealthState
}

/** The last recorded health verdict. */
export interface HealthState {
  readonly health: Health
  /** What the health is about; null: not judged yet, or judged by an earlier version. */
  readonly matter: HealthMatter | null
  /** Since when the worker has this health, whatever its reason. */
  readonly since: number
  readonly reason: string
  /** The problem as a sentence to the worker; null: there is nothing to tell it. */
  readonly problem: string | null
  readonly evidence: readonly Evidence[]
  readonly advice: readonly Advice[]
}

/** A branch as the czar made it: where it starts, and the proven commits in it. */
export interface BranchStart {
  readonly branch: string
  readonly startSha: CommitSha
  readonly includes: readonly CommitSha[]
}

/** The worktree, with the branch that the czar last switched it to. */
export interface WorktreeState extends BranchStart {
  readonly path: string
  /** Ref that keeps the work that was uncommitted at the last switch; null: none. */
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
  /** The error of a request that the program has retried for a long time in this turn; null: none. */
  readonly retrying: string | null
  /** Hashes of pasted texts without a receipt yet, by message. */
  readonly outstanding: Readonly<Record<string, string>>
  /** The prompt that took the first text; null: none yet, or an earlier version did not record it. */
  readonly prompt: PromptKind | null
  /** True: the end of an earlier text never appeared, so czar pastes the next texts as one line that names a file. */
  readonly cutsTexts: boolean
  /** When the last new output, turn, report or commit came. */
  readonly noveltyAt: number
  /**
   * The last reading of the child processes' CPU use (`busy` null: unknown), and since when they have used none; null:
   * not read yet.
   */
  readonly children: (Sign & { readonly busy: boolean | null; readonly restingSince: number | null }) | null
  /** The program's own session id, as this incarnation last reported it. */
  readonly conversation: string | null
  /** When the conversation was compacted or replaced; null: never. */
  readonly forgotAt: number | null
  /** The last turn that ended for lack of a login; null: none. */
  readonly login: {
    readonly text: string
    readonly said: number
    readonly at: number
    /** When a person logged in after that; null: not yet. */
    readonly overAt: number | null
    /** Whether the agent has begun to work again. */
    readonly wentOn: boolean
  } | null
  readonly dialog: {
    readonly text: string
    readonly keys: readonly string[] | null
    /** The purpose of the dialog; null: unknown, or the dialog has keys. */
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
    /** The deadline for the last reading of screen and worktree. */
    readonly readBy?: number
  } | null
}
