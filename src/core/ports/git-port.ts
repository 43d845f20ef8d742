import type { PullRequest } from '../events/pull-request.ts'
import type { GitActivity, GoneFolder } from '../events/worktree-event.ts'
import type { CommitSha, WorkerId } from '../model/ids.ts'
import type { GitIdentity } from '../model/project.ts'
import type { KeptCommit, Standing } from '../model/refs-state.ts'
import type { AddedQuestion, AddedWork } from './duplicates-port.ts'
import type { FileChange } from './file-change.ts'
import type { ForecastPort } from './forecast-port.ts'
import type { Authorship } from './git-identity.ts'
import type { LandingPort } from './landing-port.ts'
import type { WorkContent } from './work-content.ts'
import type { WorkFacts, WorkQuestion } from './work-facts.ts'
import type { BranchOutcome, SavedWork, WorktreeStock } from './worktree-stock.ts'

export interface WorktreeSpec {
  readonly worker: WorkerId
  readonly path: string
  readonly branch: string
  readonly base: string
  /** Verified commits of tasks that this task needs. They are merged into the new branch, in this order. */
  readonly includes: readonly CommitSha[]
  readonly identity: GitIdentity | null
}

export interface WorktreeResult {
  readonly path: string
  readonly branch: string
  readonly startSha: CommitSha
  /** The commits of `includes` that `startSha` contains. The other commits conflicted, so the worker must merge them. */
  readonly includes: readonly CommitSha[]
  /** True if the worktree existed already, because czar was started again. */
  readonly adopted: boolean
}

/** How to check out another branch in a worktree. */
export interface SwitchSpec {
  readonly worker: WorkerId
  readonly path: string
  /** The name of the branch. If a new branch cannot have this name because it is taken, czar chooses another one. */
  readonly branch: string
  /** The branch that should be checked out in the worktree at the moment. */
  readonly leaves: string
  /** True if the branch must be created. */
  readonly isNew: boolean
  /** The proven commit at which a new branch starts, or null if it starts at base. */
  readonly onto: CommitSha | null
  readonly includes: readonly CommitSha[]
  /**
   * Names that are reserved for the branches of other tasks, whether or not these branches exist yet. A new branch gets none of these
   * names.
   */
  readonly taken: readonly string[]
}

export interface SwitchedWorktree {
  readonly branch: string
  readonly startSha: CommitSha
  /** The commits of `onto` and `includes` that `startSha` contains. */
  readonly includes: readonly CommitSha[]
  /** The git ref that keeps the uncommitted work that was in the worktree, or null if there was none. */
  readonly kept: string | null
}

/** The branch of a task, and the proven commits on it. */
export interface WatchedBranch {
  readonly worker: WorkerId
  readonly branch: string
  readonly proven: readonly CommitSha[]
  /** The last commit of the branch when czar last looked. */
  readonly last: CommitSha | null
}

/** A branch on which a worker works, and where its work starts. */
export interface WorkedBranch {
  readonly branch: string
  /** When the work began, in ms since the epoch. */
  readonly since: number
  /** The commit at which the work starts. */
  readonly from: CommitSha
}

export interface BaseQuestion {
  readonly base: CommitSha
  readonly branches: readonly WorkedBranch[]
  /** The proven commits of all tasks. */
  readonly proven: readonly CommitSha[]
}

export interface RefsReading {
  readonly base: CommitSha
  /** The last commit of each branch, or null if the branch is gone. */
  readonly branches: Readonly<Record<string, CommitSha | null>>
  /** For each proven commit, whether base or a branch still contains it. */
  readonly standing: Readonly<Record<string, Standing>>
  readonly kept: readonly KeptCommit[]
}

/** A worker's branch for which czar looks for pull requests. */
export interface WorkersBranch {
  readonly worker: WorkerId
  readonly branch: string
  readonly startSha: CommitSha
  /**
   * The commit of the remote branch for which czar already knows the pull request. Czar does not ask again while the remote branch stays at
   * this commit.
   */
  readonly settled: CommitSha | null
}

export interface FoundPullRequest extends PullRequest {
  readonly worker: WorkerId
  readonly branch: string
  readonly head: CommitSha
  /** Whether the branch on the remote is at this commit too. */
  readonly isPushed: boolean
}

/** The addresses of a remote for fetching and for pushing. An address is '' if there is no such remote. */
export interface RemoteAddresses {
  readonly fetch: string
  readonly push: string
}

export interface MergedWork {
  readonly base: CommitSha
  /** The commit of the merge, or null if it conflicts with base. `conflicts` then lists the files. */
  readonly commit: CommitSha | null
  readonly conflicts: readonly string[]
}

/** The facts about the repository that `czar launch` found. It passes them on to the czar process. */
export interface Inspected {
  /** The real path of the folder that all worktrees share: `.git` of the main checkout, or the bare repository itself. */
  readonly commonDir: string
}

export interface GitPort {
  readonly landing: LandingPort
  readonly forecast: ForecastPort
  /**
   * Clones the repository if it is given as a URL, or checks it if it is given as a path. It reports problems with branches before it
   * creates anything.
   */
  inspect(): Promise<Inspected>
  ensureWorktree(spec: WorktreeSpec): Promise<WorktreeResult>
  /**
   * Checks out another branch in a worktree. It first saves uncommitted work under a git ref, and then removes that work from the worktree.
   */
  switchWorktree(spec: SwitchSpec): Promise<SwitchedWorktree>
  /**
   * Runs the project's `setup` in the worktree. Untracked files that the setup leaves there count as the worker's work only once the worker
   * changes them.
   */
  aroundSetup(path: string, setup: () => Promise<void>): Promise<void>
  /**
   * Returns the author and the committer that git would use in this worktree. Returns null if git knows no author and so refuses to commit.
   */
  authorship(path: string): Promise<Authorship | null>
  /**
   * Reads a worktree. `from` is the commit where the open assignment starts, so only what comes after it counts as the worker's own work.
   */
  activity(path: string, startSha: CommitSha, from?: CommitSha): Promise<GitActivity>
  /** Returns the paths with uncommitted changes in the user's own checkout, or null if there is no checkout. It only reads. */
  userChanges(): Promise<readonly string[] | null>
  /** Says why the folder of a worktree on one of these branches is missing. Returns null if the folder exists. */
  goneFolder(path: string, branches: readonly string[]): Promise<GoneFolder | null>
  /** Calls the listener when refs, HEAD or files of this worktree change. Several changes within a short time lead to one call. */
  watch(worker: WorkerId, path: string, listener: () => void): Promise<{ close(): Promise<void> }>
  /** Reads the work that a worker claims to be done: its checkout, its commits and its files. */
  readWork(work: WorkQuestion): Promise<WorkFacts>
  /** Returns the last commit of a branch, or null if there is no such branch. */
  tipOf(branch: string): Promise<CommitSha | null>
  /** Returns the last commits of base and of these branches. If a branch lost commits, they are kept under refs/czar/rescue. */
  refs(watched: readonly WatchedBranch[]): Promise<RefsReading>
  /**
   * Returns for each branch its newest commit that is in base without a proof. It needs git's reflogs, which bare repositories do not have.
   */
  unprovenOnBase(question: BaseQuestion): Promise<Readonly<Record<string, CommitSha>>>
  /** Returns those candidates that `commit` contains and base does not. */
  builtOn(commit: CommitSha, candidates: readonly CommitSha[]): Promise<readonly CommitSha[]>
  /** Merges the commit into the current base, or into `tip` if `tip` contains base, and returns the result. It moves no branch. */
  mergeWithBase(commit: CommitSha, tip?: CommitSha): Promise<MergedWork>
  /** Returns what changed in these files between the two commits. */
  changes(from: CommitSha, to: CommitSha, files: readonly string[]): Promise<readonly FileChange[]>
  /** Returns the text that a branch's own commits add. It runs no hooks or filters. Returns null if they add too much to compare. */
  added(question: AddedQuestion): Promise<AddedWork | null>
  /** Returns what the worker's own commits contain besides changed lines, such as binary files, links and secrets. */
  content(work: {
    path: string
    baseline: CommitSha
    commit: CommitSha
    commits: readonly CommitSha[]
    files: readonly string[]
  }): Promise<WorkContent>
  /** Returns the content of a file in a commit, or null if the commit does not have the file. */
  fileAt(commit: CommitSha, path: string): Promise<string | null>
  /** Whether a commit has a symbolic link at this path. Then `fileAt` returns where the link leads, and not a file's content. */
  isLink(commit: CommitSha, path: string): Promise<boolean>
  /**
   * Makes a fresh worktree at `commit` without a branch, in which czar runs tests. Submodules are checked out if their commits are on this
   * machine. `removeProof` removes the worktree.
   */
  makeProof(commit: CommitSha, path: string): Promise<void>
  /** Returns the paths of the submodules that have no files in a proof worktree. */
  emptySubmodules(path: string): Promise<readonly string[]>
  /** Sets these files of a proof worktree back to their state in `commit`. It deletes those that `commit` does not have. */
  putFiles(path: string, commit: CommitSha, files: readonly string[]): Promise<void>
  removeProof(path: string): Promise<void>
  /**
   * Lists what a proof worktree has besides its commit, without files that tools make again. Two lists are the same as long as nothing was
   * changed in between.
   */
  proofChanges(path: string): Promise<readonly string[]>
  /**
   * Removes the worktrees for tests that a killed czar left, except those in `keep`, and returns their paths. Czar calls it at its start.
   * It never touches a worker's worktree.
   */
  pruneProofs(keep?: readonly string[]): Promise<readonly string[]>
  /** Points the ref `refs/czar/proofs/<name>` to a proven commit, so that git's garbage collection does not remove the commit. */
  keepProof(name: string, commit: CommitSha): Promise<void>
  /**
   * Keeps a commit under `refs/czar/attempts/<name>` and returns the ref. It never moves a ref: if the name has another commit, the ref gets
   * the first free name of the form `<name>-<n>`.
   */
  keepAttempt(name: string, commit: CommitSha): Promise<string>
  /**
   * Saves all uncommitted work under the ref refs/czar/rescue/<worker>/<n> and returns the ref. Returns null if there is nothing to save.
   */
  rescue(worker: WorkerId, path: string): Promise<string | null>
  /**
   * Saves uncommitted work and, if HEAD is neither on the worker's branch nor in another ref, HEAD as well. It moves nothing. Returns the
   * ref, or null if everything was saved already.
   */
  rescueStrayWork(worker: WorkerId, path: string): Promise<string | null>
  /** Finds out what would be lost if a worktree were removed. It changes nothing. */
  takeStock(path: string): Promise<WorktreeStock>
  /**
   * Saves all work that would be lost with the worktree under refs/czar/rescue/<worker>/. This includes repositories inside the worktree.
   * Throws if something cannot be saved.
   */
  saveWorktree(worker: WorkerId, path: string): Promise<readonly SavedWork[]>
  /**
   * Removes a worktree without checking for work in it, so `takeStock` must be called before. It refuses while a process works in the
   * worktree.
   */
  removeWorktree(path: string): Promise<void>
  /**
   * Cleans up after all worktrees are gone. It saves commits found nowhere else, and then removes czar's records of branches and
   * proofs, and the branches without work. With `discard` it removes all of the project's branches.
   */
  releaseBranches(how: { readonly discard: boolean; readonly project: string }): Promise<readonly BranchOutcome[]>
  /** Fetches from the remote, if there is one. It does not throw: a failure or an abort is in the result. */
  fetch(signal?: AbortSignal): Promise<{ readonly ok: boolean; readonly reason: string | null }>
  /** Pushes a commit to the branch of that name on the remote, and never forces the push. `refused` says why the remote refused it. */
  publish(work: { readonly branch: string; readonly commit: CommitSha }, signal?: AbortSignal): Promise<{ readonly refused: string | null }>
  remoteAddresses(): Promise<RemoteAddresses>
  /** Returns the remote's pull requests for these branches. It asks the remote only after a branch was pushed with new commits. */
  pullRequests(branches: readonly WorkersBranch[], signal?: AbortSignal): Promise<readonly FoundPullRequest[]>
}
