import type { PullRequest } from '../events/pull-request.ts'
import type { GitActivity, GoneFolder } from '../events/worktree-event.ts'
import type { CommitSha, WorkerId } from '../model/ids.ts'
import type { GitIdentity } from '../model/project.ts'
import type { KeptCommit, Standing } from '../model/refs-state.ts'
import type { FileChange } from './file-change.ts'
import type { Authorship } from './git-identity.ts'
import type { WorkContent } from './work-content.ts'
import type { BranchOutcome, SavedWork, WorktreeStock } from './worktree-stock.ts'

export interface WorktreeSpec {
  readonly worker: WorkerId
  readonly path: string
  readonly branch: string
  readonly base: string
  /** Verified commits of dependencies the branch should start with, in order. */
  readonly includes: readonly CommitSha[]
  readonly identity: GitIdentity | null
}

export interface WorktreeResult {
  readonly path: string
  readonly branch: string
  readonly startSha: CommitSha
  /** Those of `includes` that `startSha` contains; the others conflicted and are left to the worker. */
  readonly includes: readonly CommitSha[]
  /** true: it was there already (after a restart of the czar). */
  readonly adopted: boolean
}

/** The branch that a worktree is to stand on. */
export interface SwitchSpec {
  readonly worker: WorkerId
  readonly path: string
  /** Of a new branch the name that is wanted: another one is found where somebody has that. */
  readonly branch: string
  /** The branch that the worktree stands on now, if nobody switched it. */
  readonly leaves: string
  /** true: the branch is still to be made. */
  readonly isNew: boolean
  /** Proven work that a new branch is cut from; null: base. */
  readonly onto: CommitSha | null
  readonly includes: readonly CommitSha[]
  /** Branches of others, made or not: none of these names is taken. */
  readonly taken: readonly string[]
}

export interface SwitchedWorktree {
  readonly branch: string
  readonly startSha: CommitSha
  /** Those of `onto` and `includes` that `startSha` contains. */
  readonly includes: readonly CommitSha[]
  /** Where what lay in the worktree besides commits is kept; null: nothing did. */
  readonly kept: string | null
}

export interface WorkCheck {
  readonly commit: CommitSha | null
  /** The newest commit of base that is in the work. */
  readonly base: CommitSha
  /** Empty: the free checks passed. Each is a whole sentence for the worker. */
  readonly reasons: readonly string[]
  /** What would be there without the worker's own commits, and the files in which they differ from it. */
  readonly baseline: CommitSha | null
  /** The worker's own commits, newest first. */
  readonly commits: readonly CommitSha[]
  readonly files: readonly string[]
}

/** A branch of a task, with the commits of it that are proven. */
export interface WatchedBranch {
  readonly worker: WorkerId
  readonly branch: string
  readonly proven: readonly CommitSha[]
  /** Where it was seen last. */
  readonly last: CommitSha | null
}

/** A branch, and since when somebody works on it. */
export interface WorkedBranch {
  readonly branch: string
  /** ms since the epoch. */
  readonly since: number
  /** Where that work begins. */
  readonly from: CommitSha
}

export interface BaseQuestion {
  readonly base: CommitSha
  readonly branches: readonly WorkedBranch[]
  /** All commits that are proven, of whatever task. */
  readonly proven: readonly CommitSha[]
}

export interface RefsReading {
  readonly base: CommitSha
  /** By name; null: the branch is gone. */
  readonly branches: Readonly<Record<string, CommitSha | null>>
  /** By proven commit. */
  readonly standing: Readonly<Record<string, Standing>>
  readonly kept: readonly KeptCommit[]
}

/** A worker's branch, which may have a pull request. */
export interface WorkersBranch {
  readonly worker: WorkerId
  readonly branch: string
  readonly startSha: CommitSha
  /** The commit on the remote of which the pull request is known: as long as the branch stands there nobody asks. */
  readonly settled: CommitSha | null
}

export interface FoundPullRequest extends PullRequest {
  readonly worker: WorkerId
  readonly branch: string
  readonly head: CommitSha
  /** The branch stands at that commit on the remote, not only here. */
  readonly isPushed: boolean
}

export interface MergedWork {
  readonly base: CommitSha
  /** null: it conflicts with base, in these files. */
  readonly commit: CommitSha | null
  readonly conflicts: readonly string[]
}

/** What a launch found, so that the czar need not look for it again. */
export interface Inspected {
  /** Real path of what all worktrees share: `.git` of the main checkout, or the bare repository. */
  readonly commonDir: string
}

export interface GitPort {
  /** Clones (URL) or checks (path) the repository, and says what is wrong with branches, before anything is made. */
  inspect(): Promise<Inspected>
  ensureWorktree(spec: WorktreeSpec): Promise<WorktreeResult>
  /** Has a worktree stand on another branch; what lies uncommitted in it is kept first, and then taken out of it. */
  switchWorktree(spec: SwitchSpec): Promise<SwitchedWorktree>
  /** Carries `setup` out in the worktree; untracked files that it leaves are nobody's work as long as they do not change. */
  aroundSetup(path: string, setup: () => Promise<void>): Promise<void>
  /** Who a commit in this worktree is by; null: git knows nobody, and refuses to commit. */
  authorship(path: string): Promise<Authorship | null>
  /** `from`: where the open assignment began; own work is counted from there. */
  activity(path: string, startSha: CommitSha, from?: CommitSha): Promise<GitActivity>
  /** Paths with uncommitted changes in the user's own checkout, which is only read; null: there is none. */
  userChanges(): Promise<readonly string[] | null>
  /** What became of the folder of a worktree that stood on these branches; null: it is there. */
  goneFolder(path: string, branches: readonly string[]): Promise<GoneFolder | null>
  /** Calls back (debounced) when refs, HEAD or files of this worktree changed. */
  watch(worker: WorkerId, path: string, listener: () => void): Promise<{ close(): Promise<void> }>
  /** Free checks of a claim: right branch, clean tree, commits, scope, protected files, conflict markers. */
  checkWork(work: {
    path: string
    branch: string
    /** Branches of earlier attempts at the task: what is taken over from there is no foreign work. */
    earlier?: readonly string[]
    fromSha: CommitSha
    owns: readonly string[]
    foreign: readonly string[]
    protect: readonly string[]
    /** What to check in place of what is checked out: nobody claims anything, so the worktree may be in any state, or gone. */
    tip?: CommitSha
  }): Promise<WorkCheck>
  /** Where a branch points at this moment; null: there is none of that name. */
  tipOf(branch: string): Promise<CommitSha | null>
  /** Where base and these branches point. What a branch lost is kept under refs/czar/rescue. */
  refs(watched: readonly WatchedBranch[]): Promise<RefsReading>
  /** By branch, the newest commit that was made on it and that base has although nothing proved it; git keeps no such log in bare repositories. */
  unprovenOnBase(question: BaseQuestion): Promise<Readonly<Record<string, CommitSha>>>
  /** Those of these commits that are in `commit` and not in base. */
  builtOn(commit: CommitSha, candidates: readonly CommitSha[]): Promise<readonly CommitSha[]>
  /** What would be there if the commit were merged into base now; no branch is moved. */
  mergeWithBase(commit: CommitSha): Promise<MergedWork>
  /** What became of these files between two commits. */
  changes(from: CommitSha, to: CommitSha, files: readonly string[]): Promise<readonly FileChange[]>
  /** What a claim's own commits bring, apart from the lines of its changes. */
  content(work: {
    path: string
    baseline: CommitSha
    commit: CommitSha
    commits: readonly CommitSha[]
    files: readonly string[]
  }): Promise<WorkContent>
  /** The content of a file in a commit; null: it has no such file. */
  fileAt(commit: CommitSha, path: string): Promise<string | null>
  /** A fresh detached worktree at `commit`; remove it with `removeProof`. */
  makeProof(commit: CommitSha, path: string): Promise<void>
  /** Has files of a proof be as they are in `commit`, also where it has none of them. */
  putFiles(path: string, commit: CommitSha, files: readonly string[]): Promise<void>
  removeProof(path: string): Promise<void>
  /** At start: removes the proofs that a killed czar left behind, and gives their paths. Never a worker's worktree. */
  pruneProofs(): Promise<readonly string[]>
  /** Has `refs/czar/proofs/<name>` keep a proven commit from git's garbage collection. */
  keepProof(name: string, commit: CommitSha): Promise<void>
  /** Snapshot of everything uncommitted to refs/czar/rescue/<worker>/<n>; null when there is nothing to save. */
  rescue(worker: WorkerId, path: string): Promise<string | null>
  /** The same, and a HEAD off the worker's branch that no other ref keeps; moves nothing. null: all is kept already. */
  rescueStrayWork(worker: WorkerId, path: string): Promise<string | null>
  /** Looks at a worktree that is to be removed, and changes nothing. */
  takeStock(path: string): Promise<WorktreeStock>
  /**
   * Keeps all work that would go with the worktree under refs/czar/rescue/<worker>/, that of repositories inside too.
   * Throws when any of it cannot be kept.
   */
  saveWorktree(worker: WorkerId, path: string): Promise<readonly SavedWork[]>
  /** Removes a worktree that stock was taken of, without another question. Refuses while a process works in it. */
  removeWorktree(path: string): Promise<void>
  /** When all worktrees are gone: removes the records of the branches and of the project's proofs, and branches without work (`discard`: all), what is only theirs saved. */
  releaseBranches(how: { readonly discard: boolean; readonly project: string }): Promise<readonly BranchOutcome[]>
  /** Fetches the remote when there is one; a failure, and that it was cut off, is reported, not thrown. */
  fetch(signal?: AbortSignal): Promise<{ readonly ok: boolean; readonly reason: string | null }>
  /** The remote's pull requests at whose heads these branches stand; asks the remote only when one with commits was pushed. */
  pullRequests(branches: readonly WorkersBranch[], signal?: AbortSignal): Promise<readonly FoundPullRequest[]>
}
