import type { ExitHow, Strength, TurnState, WaitingFor } from '../../events/agent-event.ts'
import type { Health } from '../../events/event.ts'
import type { Letter } from '../../events/letter.ts'
import type { PullRequest } from '../../events/pull-request.ts'
import type { GitActivity, GoneFolder } from '../../events/worktree-event.ts'
import type { WorkerBudget } from '../../model/budget.ts'
import type { Advice, Evidence, Sign, Signal } from '../../model/evidence.ts'
import type { HealthMatter } from '../../model/health-matter.ts'
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
  /** Why the worktree can no longer be read, when it can not. */
  readonly missing: string | null
  /** The folder of its worktree is not there, and since when that is known; null: it is there, or nobody looked. */
  readonly gone: { readonly folder: GoneFolder; readonly since: number } | null
  /** When its worktree was made again because its folder was deleted, newest last, at most 20. */
  readonly remade: readonly number[]
  readonly agent: AgentState | null
  /** The last incarnation that was started. */
  readonly incarnation: number
  /** Times of exits that nobody asked for, newest last, at most 20. */
  readonly exits: readonly number[]
  /** The agent's own session id, for resuming. */
  readonly agentSession: string | null
  /**
   * Settings in the way of its agent, when they were found, and how many agents were ended since then because they did not get
   * ready or a text did not reach them; null: nobody looked.
   */
  readonly hindered: { readonly at: number; readonly found: readonly Hindrance[]; readonly ends: number } | null
  /** What its agents have used; null: none of them has said. */
  readonly usage: WorkerUsage | null
  /** The last limit that an agent of it told of: the same telling is heard once. */
  readonly limitTold: { readonly said: number; readonly text: string; readonly strength: Strength } | null
  readonly git: GitActivity | null
  readonly gitAt: number
  /** The last look at the branch of its task that was asked for, and what that showed; null: there was none. */
  readonly looked: { readonly at: number; readonly branch: string; readonly tip: CommitSha | null } | null
  /** The last HEAD off its branch of which everything was kept, and by which ref. */
  readonly kept: (Sign & { readonly head: CommitSha; readonly ref: string | null }) | null
  /** Of its branch: the newest that was seen; null: none. */
  readonly pullRequest: PullRequest | null
  readonly assignment: AssignmentId | null
  /** The last entry of its report file that was taken. */
  readonly reportSeq: number
  readonly lastReportAt: number
  /** Reports that could not be read, and how many of them the worker was told of. */
  /** The last task text whose end was never to be seen at its prompt; null: every end was, or the agent says itself what it took. */
  readonly unseenEnd: MessageId | null
  readonly refusals: { readonly count: number; readonly told: number; readonly reason: string }
  readonly progress: { readonly done: number | null; readonly total: number | null; readonly now: string } | null
  /** The last text of a person that reached an agent of it. */
  readonly lastTell: { readonly incarnation: number; readonly at: number } | null
  /** What others said to it, newest last; the letters it has read, and was told of, are those up to these numbers. */
  readonly letters: { readonly received: readonly Letter[]; readonly read: number; readonly told: number; readonly toldAt: number }
  /** When it said something to others, lately. */
  readonly saidAt: readonly number[]
  /** An open question of the worker, and when it was asked. */
  readonly question: { readonly text: string; readonly at: number } | null
  /** Dependencies whose verified commit this worker was told of or started with. */
  readonly told: readonly WorkerId[]
  /** Bonus tasks it was given and did not get verified: not offered again. */
  readonly tried: readonly TaskId[]
  /** over: its budget, or the fleet's, is used up. */
  readonly stopped: 'person' | 'closed' | 'over' | null
  /** What its budget keeps it from; null: nothing. */
  readonly budget: WorkerBudget | null
  /** How long its agents have run: up to `since`, and since then if one runs now. */
  readonly ran: { readonly ms: number; readonly since: number | null }
  /** Turns of its agents that have ended, and whether one runs now. */
  readonly turns: { readonly ended: number; readonly isOpen: boolean }
  /** A person keeps the czar's hands off it. */
  readonly paused: boolean
  /** When a pause, a limit, the want of a login, a sleep or the wait of a text for it was over the last time; 0: there was none. */
  readonly resumedAt: number
  /** The incarnation that is to be replaced by another one. */
  readonly replace: number | null
  /** What was said by it and of its work on this assignment, oldest first, at most 12. */
  readonly words: readonly Word[]
  /** The last states of its working tree, oldest first, at most 8. */
  readonly trees: readonly TreeSeen[]
  /** The next agent begins a conversation of its own instead of going on with the last one's. */
  readonly fresh: boolean
  /** The last event of each kind of signal. */
  readonly signs: Readonly<Partial<Record<Signal, Sign>>>
  readonly health: HealthState
}

/** The last verdict on record. */
export interface HealthState {
  readonly health: Health
  /** null: not judged yet, or by an earlier version. */
  readonly matter: HealthMatter | null
  /** Since when it has this health, whatever the matter. */
  readonly since: number
  readonly reason: string
  /** As a sentence to the worker, where there is something to say to it. */
  readonly problem: string | null
  readonly evidence: readonly Evidence[]
  readonly advice: readonly Advice[]
}

/** A branch as the czar made it: where it starts, and which proven commits that start contains. */
export interface BranchStart {
  readonly branch: string
  readonly startSha: CommitSha
  readonly includes: readonly CommitSha[]
}

/** The worktree, with the branch that the czar switched it to last. */
export interface WorktreeState extends BranchStart {
  readonly path: string
  /** Where that is kept which lay uncommitted in it when it was switched; null: nothing did. */
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
  /** What the request met that its program has tried again for long, in this turn; null: there is none. */
  readonly retrying: string | null
  /** Hashes of texts that were pasted into it and whose receipt has not come, by message. */
  readonly outstanding: Readonly<Record<string, string>>
  /** The prompt that took its first text; null: none has yet, or an earlier czar did not look. */
  readonly prompt: PromptKind | null
  /** Of a text that it took the end was never to be seen: the next ones are one line that names the file. */
  readonly cutsTexts: boolean
  /** Last time anything new came: output, turn, report, commit. */
  readonly noveltyAt: number
  /** The last answer to whether programs that it started use the processor (busy null: unknown), and since when it was that they rest; null: not asked yet. */
  readonly children: (Sign & { readonly busy: boolean | null; readonly restingSince: number | null }) | null
  /** The agent's own session, as this incarnation first named it. */
  readonly conversation: string | null
  /** When its conversation was compacted, or another one begun; null: neither. */
  readonly forgotAt: number | null
  /** The last time that its turn ended for want of a login; null: none did. */
  readonly login: {
    readonly text: string
    readonly said: number
    readonly at: number
    /** When somebody had logged in; null: nobody has. */
    readonly overAt: number | null
    /** It works again, whoever told it to. */
    readonly wentOn: boolean
  } | null
  readonly dialog: {
    readonly text: string
    readonly keys: readonly string[] | null
    /** null: nobody knows it, or there are keys for it. */
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
    /** Its screen and worktree are still being looked at, until then at most. */
    readonly readBy?: number
  } | null
}
