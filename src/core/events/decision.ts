import type { AlertMatter } from '../model/alert.ts'
import type { AssignmentId, CommitSha, EffectId, MessageId, TaskId, WorkerId } from '../model/ids.ts'
import type { EndReason } from './agent-event.ts'
import type { EarlierWork } from './duplicate-event.ts'
import type { Event } from './event.ts'

/**
 * A decision of the policy. It is either a fact to record (appended to the journal and folded at once) or an action for the adapters (its
 * intent is journalled first). Each decision carries its reason.
 */
export type Decision =
  | { readonly kind: 'record'; readonly event: Event; readonly reason: string }
  | { readonly kind: 'perform'; readonly effect: EffectId; readonly action: Action; readonly reason: string }

/** A proven commit, named by its task. `at`: the time of its proof, ms since the epoch. */
export interface ProvenCommit {
  readonly task: TaskId
  readonly commit: CommitSha
  readonly at: number
  /** True: the commit was set aside before, and its worker has since merged the train into its branch. */
  readonly isMended?: true
  /** True: the tests failed when this commit's lines were placed after those of others, so its lines come first now. */
  readonly isTurned?: true
  /**
   * True: the work is the same as another task's. Then additions of both at one place are likely the same text twice, so
   * they are not joined.
   */
  readonly isDuplicate?: true
}

export type Action =
  | { readonly do: 'prepare_worktree'; readonly worker: WorkerId; readonly includes: readonly CommitSha[] }
  /** Checks out the branch of an assignment in the worktree; creates a new branch if needed. */
  | {
      readonly do: 'switch_branch'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      /** Proven commit at which a new branch starts; null: base. */
      readonly onto: CommitSha | null
      /** Further proven commits to merge into a new branch. */
      readonly includes: readonly CommitSha[]
    }
  | { readonly do: 'start_agent'; readonly worker: WorkerId; readonly incarnation: number; readonly resume: string | null }
  | { readonly do: 'answer_dialog'; readonly worker: WorkerId; readonly incarnation: number; readonly keys: readonly string[] }
  /** `recover`: an earlier czar died between intent and result, so czar looks for signs of a paste before it pastes. */
  | {
      readonly do: 'deliver'
      readonly worker: WorkerId
      readonly message: MessageId
      readonly incarnation: number
      readonly recover: boolean
    }
  | { readonly do: 'verify'; readonly worker: WorkerId; readonly assignment: AssignmentId }
  | { readonly do: 'end_agent'; readonly worker: WorkerId; readonly incarnation: number; readonly reason: EndReason }
  /** Checks whether the agent's child processes use CPU; used only before judging its silence. */
  | { readonly do: 'look_at_children'; readonly worker: WorkerId; readonly incarnation: number }
  /** Reads the current worktree and the open task's branch. Used before a grave verdict. */
  | { readonly do: 'look_at_git'; readonly worker: WorkerId }
  /** Saves work that is not on the worker's branch under a rescue ref; resets and moves nothing. */
  | { readonly do: 'rescue_stray_work'; readonly worker: WorkerId; readonly head: CommitSha }
  /** Reads how base moved since the train began on `from`; null: there is no train yet. */
  | { readonly do: 'begin_train'; readonly worker: null; readonly base: CommitSha; readonly from: CommitSha | null }
  /**
   * Merges the commits on top of `onto`, one by one, without a checkout. Leaves out commits that conflict, and commits that contain one of
   * `without`.
   */
  | {
      readonly do: 'chain_train'
      readonly worker: null
      readonly onto: CommitSha
      readonly commits: readonly ProvenCommit[]
      readonly without: readonly ProvenCommit[]
    }
  /** Tests the tree at the train's `tip`. `tasks` are the tasks in that tree, in order. */
  | { readonly do: 'test_train'; readonly worker: null; readonly tip: CommitSha; readonly tasks: readonly TaskId[] }
  /** Moves the train's branch from `from` to the tested tip; null: the branch does not exist yet. */
  | { readonly do: 'advance_train'; readonly worker: null; readonly from: CommitSha | null; readonly tip: CommitSha }
  /** Pushes the task's branch to the remote at its proven commit, never with force. */
  | {
      readonly do: 'push_request'
      readonly worker: null
      readonly task: TaskId | null
      readonly branch: string
      readonly commit: CommitSha
    }
  /** Opens a pull request for the pushed branch, or takes over the open one. */
  | {
      readonly do: 'open_request'
      readonly worker: null
      readonly task: TaskId | null
      readonly branch: string
      readonly commit: CommitSha
    }
  /** Rewrites the text of an open pull request after a new proof. */
  | {
      readonly do: 'update_request'
      readonly worker: null
      readonly task: TaskId | null
      readonly branch: string
      readonly commit: CommitSha
    }
  /** Makes an approved draft pull request ready for review. */
  | {
      readonly do: 'ready_request'
      readonly worker: null
      readonly task: TaskId | null
      readonly branch: string
      readonly commit: CommitSha
    }
  /** Asks the forge to merge a request when its checks are green. */
  | { readonly do: 'arm_request'; readonly worker: null; readonly task: TaskId | null; readonly branch: string; readonly commit: CommitSha }
  /** Withdraws the request to merge when the checks are green. */
  | {
      readonly do: 'disarm_request'
      readonly worker: null
      readonly task: TaskId | null
      readonly branch: string
      readonly commit: CommitSha
    }
  /** Merges a request whose checks are green. */
  | {
      readonly do: 'merge_request'
      readonly worker: null
      readonly task: TaskId | null
      readonly branch: string
      readonly commit: CommitSha
    }
  /** Merges base into the branch of a request, after another request was merged. */
  | {
      readonly do: 'catch_up_request'
      readonly worker: null
      readonly task: TaskId | null
      readonly branch: string
      readonly commit: CommitSha
    }
  /** Answers people's comments on an earlier commit, and names the newly proven commit. */
  | {
      readonly do: 'answer_request'
      readonly worker: null
      readonly task: TaskId | null
      readonly branch: string
      readonly commit: CommitSha
    }
  /** Closes the request of a task that will not be finished. */
  | {
      readonly do: 'close_request'
      readonly worker: null
      readonly task: TaskId | null
      readonly branch: string
      readonly commit: CommitSha
    }
  /**
   * Runs the commands of a review's findings at the reviewed commit. The commands that fail also run at the commit where
   * the work began.
   */
  | { readonly do: 'check_findings'; readonly worker: WorkerId }
  /** Removes the worktree of a reviewer whose agent has ended. */
  | { readonly do: 'remove_review'; readonly worker: WorkerId }
  /** Moves base to the train's tip, whose tests ran on this base. */
  | { readonly do: 'land_train'; readonly worker: null; readonly tip: CommitSha; readonly base: CommitSha }
  /** Reads again where base is. A train that was tested on `base` is finished only if base has not moved. */
  | { readonly do: 'look_at_base'; readonly worker: null; readonly base: CommitSha; readonly tip: CommitSha }
  /**
   * Runs the task's accept commands on the earlier work that seems the same, and then on the commit where the task
   * began.
   */
  | {
      readonly do: 'settle_duplicate'
      readonly worker: WorkerId
      readonly assignment: AssignmentId
      readonly earlier: EarlierWork
    }
  /** Sends all due matters through one alert channel. */
  | { readonly do: 'alert'; readonly worker: null; readonly alert: string; readonly matters: readonly AlertMatter[] }

/** A step of the merge train. */
export type TrainAction = Extract<Action, { do: `${string}_train` }>

export function isTrainAction(action: Action): action is TrainAction {
  return isTrainStep(action.do)
}

/** Whether an action of this name is a step of the merge train. */
export function isTrainStep(name: string): boolean {
  return name.endsWith('_train')
}

/** A step of a pull request. */
export type RequestAction = Extract<Action, { do: `${string}_request` }>

export function isRequestAction(action: Action): action is RequestAction {
  return isRequestStep(action.do)
}

/** Whether an action of this name is a step of a pull request. */
export function isRequestStep(name: string): boolean {
  return name.endsWith('_request')
}

/** The policy's answer: the decisions for now, and the time (ms since the epoch) at which to ask it again if no event comes before. */
export interface Plan {
  readonly decisions: readonly Decision[]
  readonly wakeAt: number | null
}
