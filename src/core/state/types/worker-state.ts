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
  /** Why the worktree is unreadable; null: it is readable. */
  readonly missing: string | null
  /** State of the missing worktree folder, and since when it is known; null: the folder exists, or not checked. */
  readonly gone: { readonly folder: GoneFolder; readonly since: number } | null
  /** Times of recreating the worktree after its folder was deleted, newest last, at most 20. */
  readonly remade: readonly number[]
  readonly agent: AgentState | null
  /** The last started incarnation. */
  readonly incarnation: number
  /** Times of unrequested exits, newest last, at most 20. */
  readonly exits: readonly number[]
  /** The agent's own session id, for resuming. */
  readonly agentSession: string | null
  /**
   * Hindering settings, their discovery time, and the number of agents ended since then as not ready or undelivered;
   * null: not checked.
   */
  readonly hindered: { readonly at: number; readonly found: readonly Hindrance[]; readonly ends: number } | null
  /** Usage of its agents; null: no reading yet. */
  readonly usage: WorkerUsage | null
  /** The last limit reported by its agent, for ignoring repeated reports. */
  readonly limitTold: { readonly said: number; readonly text: string; readonly strength: Strength } | null
  readonly git: GitActivity | null
  readonly gitAt: number
  /** The last requested look at its task's branch, with the result; null: none. */
  readonly looked: { readonly at: number; readonly branch: string; readonly tip: CommitSha | null } | null
  /** The last saved HEAD off its branch, and the ref that keeps it. */
  readonly kept: (Sign & { readonly head: CommitSha; readonly ref: string | null }) | null
  /** The newest pull request seen for its branch; null: none. */
  readonly pullRequest: PullRequest | null
  readonly assignment: AssignmentId | null
  /** The last entry taken from its report file. */
  readonly reportSeq: number
  readonly lastReportAt: number
  /** The last task text whose end never showed at its prompt; null: all showed, or the agent confirms texts itself. */
  readonly unseenEnd: MessageId | null
  /** Unreadable reports, and the number of them it was notified of. */
  readonly refusals: { readonly count: number; readonly told: number; readonly reason: string }
  readonly progress: { readonly done: number | null; readonly total: number | null; readonly now: string } | null
  /** The last text from a person that reached its agent. */
  readonly lastTell: { readonly incarnation: number; readonly at: number } | null
  /** Letters to it, newest last; `read` and `told`: highest number it has read, and was notified of. */
  readonly letters: { readonly received: readonly Letter[]; readonly read: number; readonly told: number; readonly toldAt: number }
  /** Times of its recent letters to others. */
  readonly saidAt: readonly number[]
  /** The worker's open question and its time. */
  readonly question: { readonly text: string; readonly at: number } | null
  /** Dependencies whose verified commit it was notified of or started with. */
  readonly told: readonly WorkerId[]
  /** Bonus tasks it had without success: not offered again. */
  readonly tried: readonly TaskId[]
  /** over: its own or the fleet's budget is used up. */
  readonly stopped: 'person' | 'closed' | 'over' | null
  /** The budget that restricts it; null: none. */
  readonly budget: WorkerBudget | null
  /** Run time of its agents: `ms` up to `since`, plus the time since then; since null: none runs. */
  readonly ran: { readonly ms: number; readonly since: number | null }
  /** Finished turns of its agents, and whether one runs now. */
  readonly turns: { readonly ended: number; readonly isOpen: boolean }
  /** A person has paused it: the czar leaves it alone. */
  readonly paused: boolean
  /** Last end of a pause, limit, missing login, system sleep or held text; 0: none. */
  readonly resumedAt: number
  /** The incarnation to replace. */
  readonly replace: number | null
  /** Statements by it and about its work on this assignment, oldest first, at most 12. */
  readonly words: readonly Word[]
  /** Last states of its working tree, oldest first, at most 8. */
  readonly trees: readonly TreeSeen[]
  /** The next agent starts a new conversation instead of resuming the last one. */
  readonly fresh: boolean
  /** The last event of each kind of signal. */
  readonly signs: Readonly<Partial<Record<Signal, Sign>>>
  readonly health: HealthState
}

/** The last recorded health verdict. */
export interface HealthState {
  readonly health: Health
  /** null: not judged yet, or judged by an earlier version. */
  readonly matter: HealthMatter | null
  /** Since when it has this health, regardless of the matter. */
  readonly since: number
  readonly reason: string
  /** The problem as a sentence to the worker; null: nothing to say. */
  readonly problem: string | null
  readonly evidence: readonly Evidence[]
  readonly advice: readonly Advice[]
}

/** A branch as the czar created it: its start, and the proven commits in it. */
export interface BranchStart {
  readonly branch: string
  readonly startSha: CommitSha
  readonly includes: readonly CommitSha[]
}

/** The worktree, with the branch of the czar's last switch. */
export interface WorktreeState extends BranchStart {
  readonly path: string
  /** Ref that keeps its uncommitted work from the last switch; null: it was clean. */
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
  /** Error of a request that its program has retried for long in this turn; null: none. */
  readonly retrying: string | null
  /** Hashes of pasted texts without a receipt yet, by message. */
  readonly outstanding: Readonly<Record<string, string>>
  /** The prompt that took its first text; null: none yet, or not recorded by an earlier czar. */
  readonly prompt: PromptKind | null
  /** The end of an earlier text never showed, so the next texts are one line that names the file. */
  readonly cutsTexts: boolean
  /** Time of the last new output, turn, report or commit. */
  readonly noveltyAt: number
  /** Last reading of its child processes' CPU use (busy null: unknown), and since when they rest; null: not read yet. */
  readonly children: (Sign & { readonly busy: boolean | null; readonly restingSince: number | null }) | null
  /** The agent's own session id, as this incarnation last reported it. */
  readonly conversation: string | null
  /** When its conversation was compacted or replaced; null: never. */
  readonly forgotAt: number | null
  /** The last turn that ended for lack of a login; null: none. */
  readonly login: {
    readonly text: string
    readonly said: number
    readonly at: number
    /** Time of the login since then; null: none yet. */
    readonly overAt: number | null
    /** Whether it has started to work again. */
    readonly wentOn: boolean
  } | null
  readonly dialog: {
    readonly text: string
    readonly keys: readonly string[] | null
    /** null: unknown, or the dialog has keys. */
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
    /** Deadline for the last look at its screen and worktree. */
    readonly readBy?: number
  } | null
}
