import type { AlertMatter } from '../model/alert.ts'
import type { AssignmentId, CommitSha, EffectId, MessageId, TaskId, WorkerId } from '../model/ids.ts'
import type { EndReason } from './agent-event.ts'
import type { EarlierWork } from './duplicate-event.ts'
import type { Event } from './event.ts'

/**
 * One decision of the policy, with its reason. It is either a fact or an action. Czar appends a fact to the journal and applies it to the
 * state at once. For an action, czar first writes to the journal that it will do it.
 */
export type Decision =
  | { readonly kind: 'record'; readonly event: Event; readonly reason: string }
  | { readonly kind: 'perform'; readonly effect: EffectId; readonly action: Action; readonly reason: string }

/** A proven commit of a task. `at` is the time of its proof, in ms since the epoch. */
export interface ProvenCommit {
  readonly task: TaskId
  readonly commit: CommitSha
  readonly at: number
  /** True if the commit's task was kept off the train before, and its worker has since merged the train into its branch. */
  readonly isMended?: true
  /** True if this commit conflicted with other members, and its lines now come before their lines. In the other order the tests failed. */
  readonly isTurned?: true
  /**
   * True if the work does the same as another task's work. If both add lines at one place, the lines are probably the same text twice, so
   * czar does not keep both.
   */
  readonly isDuplicate?: true
}

export type Action =
  | { readonly do: 'prepare_worktree'; readonly worker: WorkerId; readonly includes: readonly CommitSha[] }
  /** Checks out the branch of an assignment in the worker's worktree, and creates the branch if needed. */
  | {
      readonly do: 'switch_branch'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      /** The proven commit at which a new branch starts, or null if it starts at base. */
      readonly onto: CommitSha | null
      /** More proven commits, which czar merges into the new branch. */
      readonly includes: readonly CommitSha[]
    }
  | { readonly do: 'start_agent'; readonly worker: WorkerId; readonly incarnation: number; readonly resume: string | null }
  | { readonly do: 'answer_dialog'; readonly worker: WorkerId; readonly incarnation: number; readonly keys: readonly string[] }
  /**
   * Pastes a text into an agent's terminal. With `recover`, czar died during an earlier paste, so it first looks whether the text has
   * already arrived.
   */
  | {
      readonly do: 'deliver'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly incarnation: number
      readonly recover: boolean
    }
  | { readonly do: 'verify'; readonly worker: WorkerId; readonly assignment: AssignmentId }
  | { readonly do: 'end_agent'; readonly worker: WorkerId; readonly incarnation: number; readonly reason: EndReason }
  /** Checks whether the agent's child processes use CPU time. Czar does so only before it decides what the agent's silence means. */
  | { readonly do: 'look_at_children'; readonly worker: WorkerId; readonly incarnation: number }
  /** Reads the worktree and the branch of the open task again, before czar says that a worker has a serious problem. */
  | { readonly do: 'look_at_git'; readonly worker: WorkerId }
  /** Keeps commits that are not on the worker's branch under a git ref, so that they cannot be lost. It resets and moves nothing. */
  | { readonly do: 'rescue_stray_work'; readonly worker: WorkerId; readonly head: CommitSha }
  /** Reads how base has moved since the train began on the commit `from`, which is null if there is no train yet. */
  | { readonly do: 'begin_train'; readonly worker: null; readonly base: CommitSha; readonly from: CommitSha | null }
  /**
   * Merges the commits on top of `onto`, one by one, without a checkout. It leaves out commits that conflict, and commits that contain one
   * of the commits in `without`.
   */
  | {
      readonly do: 'chain_train'
      readonly worker: null
      readonly onto: CommitSha
      readonly commits: readonly ProvenCommit[]
      readonly without: readonly ProvenCommit[]
    }
  /** Runs the tests on the tree at `tip`, the end of the train. `tasks` names the tasks in that tree, in order. */
  | { readonly do: 'test_train'; readonly worker: null; readonly tip: CommitSha; readonly tasks: readonly TaskId[] }
  /** Moves the train's branch from the commit `from` to the tested tip. `from` is null if the branch does not exist yet. */
  | { readonly do: 'advance_train'; readonly worker: null; readonly from: CommitSha | null; readonly tip: CommitSha }
  | RequestAction
  /**
   * Runs the commands that a reviewer gave as evidence, at the reviewed commit. A command that fails there also runs at the commit where
   * the work began, to see whether it failed before.
   */
  | { readonly do: 'check_findings'; readonly worker: WorkerId }
  /** Removes the worktree of a reviewer whose agent has ended. */
  | { readonly do: 'remove_review'; readonly worker: WorkerId }
  /** Keeps the branch of an attempt that lost under a git ref. */
  | { readonly do: 'keep_attempt'; readonly worker: WorkerId }
  /** Moves base to the commit `tip` of the train, which was tested on top of the commit `base`. */
  | { readonly do: 'land_train'; readonly worker: null; readonly tip: CommitSha; readonly base: CommitSha }
  /**
   * Reads again at which commit base is. The train was tested on the commit `base`, so the merge is finished only if base has not moved
   * since.
   */
  | { readonly do: 'look_at_base'; readonly worker: null; readonly base: CommitSha; readonly tip: CommitSha }
  /** Runs the task's accept commands on earlier work that seems to be the same, and then on the commit where the task began. */
  | {
      readonly do: 'settle_duplicate'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly earlier: EarlierWork
    }
  /** Sends the news that is due through one of the alert channels. */
  | { readonly do: 'alert'; readonly worker: null; readonly alert: string; readonly matters: readonly AlertMatter[] }

/** An action of the merge train. */
export type TrainAction = Extract<Action, { do: `${string}_train` }>

export function isTrainAction(action: Action): action is TrainAction {
  return isTrainStep(action.do)
}

/** Whether the action with this name is about the merge train. */
export function isTrainStep(name: string): boolean {
  return name.endsWith('_train')
}

type RequestStep =
  /** Pushes the task's branch to the remote at its proven commit. Czar never forces a push. */
  | 'push_request'
  /** Opens a pull request for the pushed branch, or uses the one that is already open. */
  | 'open_request'
  /** Rewrites the text of an open pull request, because the work has a newer proof. */
  | 'update_request'
  /** Changes a draft pull request into one that is ready for review, because people approved it. */
  | 'ready_request'
  /** Asks the forge (such as GitHub) to merge a pull request as soon as its checks pass. */
  | 'arm_request'
  /** Tells the forge not to merge the pull request automatically any more. */
  | 'disarm_request'
  /** Merges a pull request whose checks have passed. */
  | 'merge_request'
  /** Merges base into the branch of a pull request, after another pull request was merged into base. */
  | 'catch_up_request'
  /** Answers people's comments on an earlier commit, and names the newly proven commit that takes care of them. */
  | 'answer_request'
  /** Closes the pull request of a task that will not be finished. */
  | 'close_request'

/** An action on the pull request of a task, or of the tested work of all tasks (`task` is null), at a commit of its branch. */
export type RequestAction = {
  [Step in RequestStep]: {
    readonly do: Step
    readonly worker: null
    readonly task: TaskId | null
    readonly branch: string
    readonly commit: CommitSha
  }
}[RequestStep]

export function isRequestAction(action: Action): action is RequestAction {
  return isRequestStep(action.do)
}

/** Whether the action with this name is about a pull request. */
export function isRequestStep(name: string): boolean {
  return name.endsWith('_request')
}

/** The result of one call of the policy. `wakeAt` is when to ask it again if no event comes before, in ms since the epoch; null: never. */
export interface Plan {
  readonly decisions: readonly Decision[]
  readonly wakeAt: number | null
}
