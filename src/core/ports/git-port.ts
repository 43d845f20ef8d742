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
  /** Verified commits of dependencies that are merged into the new branch, in order. */
  readonly includes: readonly CommitSha[]
  readonly identity: GitIdentity | null
}

export interface WorktreeResult {
  readonly path: string
  readonly branch: string
  readonly startSha: CommitSha
  /** The `includes` that `startSha` contains. The others conflicted, and the worker merges them. */
  readonly includes: readonly CommitSha[]
  /** true: the worktree existed already (after a restart of the czar). */
  readonly adopted: boolean
}

/** A request to check out a branch in a worktree. */
export interface SwitchSpec {
  readonly worker: WorkerId
  readonly path: string
  /** The branch's name. Czar chooses another name for a new branch if this one is taken. */
  readonly branch: string
  /** The branch that the worktree should be on now. */
  readonly leaves: string
  /** true: create the branch. */
  readonly isNew: boolean
  /** Proven commit at which a new branch starts; null: base. */
  readonly onto: CommitSha | null
  readonly includes: readonly CommitSha[]
  /** Names that other tasks reserve for their branches, whether or not the branches exist. A new branch avoids them. */
  readonly taken: readonly string[]
}

export interface SwitchedWorktree {
  readonly branch: string
  readonly startSha: CommitSha
  /** The commits of `onto` and `includes` that `startSha` contains. */
  readonly includes: readonly CommitSha[]
  /** Ref that keeps the worktree's uncommitted work; null: the worktree was clean. */
  readonly kept: string | null
}

/** A task's branch with its proven commits. */
export interface WatchedBranch {
  readonly worker: WorkerId
  readonly branch: string
  readonly proven: readonly CommitSha[]
  /** The branch's last seen tip. */
  readonly last: CommitSha | null
}

/** A branch that is being worked on, and where its work starts. */
export interface WorkedBranch {
  readonly branch: string
  /** When that work began, ms since the epoch. */
  readonly since: number
  /** The commit at which that work starts. */
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
  /** The tip of each branch; null: the branch is gone. */
  readonly branches: Readonly<Record<string, CommitSha | null>>
  /** The standing of each proven commit. */
  readonly standing: Readonly<Record<string, Standing>>
  readonly kept: readonly KeptCommit[]
}

/** A worker's branch for which to look up pull requests. */
export interface WorkersBranch {
  readonly worker: WorkerId
  readonly branch: string
  readonly startSha: CommitSha
  /** Remote commit whose pull request is known. Czar does not ask again while the branch stays at this commit. */
  readonly settled: CommitSha | null
}

export interface FoundPullRequest extends PullRequest {
  readonly worker: WorkerId
  readonly branch: string
  readonly head: CommitSha
  /** Whether the remote branch is at this commit too. */
  readonly isPushed: boolean
}

/** The remote's URLs for fetching and pushing; '': there is no such remote. */
export interface RemoteAddresses {
  readonly fetch: string
  readonly push: string
}

export interface MergedWork {
  readonly base: CommitSha
  /** null: the merge conflicts with base; `conflicts` lists the files. */
  readonly commit: CommitSha | null
  readonly conflicts: readonly string[]
}

/** The results of the inspection at launch, passed on to the czar. */
export interface Inspected {
  /** Real path of the directory shared by all worktrees: `.git` of the main checkout, or the bare repository. */
  readonly commonDir: string
}

export interface GitPort {
  readonly landing: LandingPort
  readonly forecast: ForecastPort
  /** Clones (URL) or checks (path) the repository. Reports branch problems before it creates anything. */
  inspect(): Promise<Inspected>
  ensureWorktree(spec: WorktreeSpec): Promise<WorktreeResult>
  /** Switches a worktree to another branch. Uncommitted work is saved first, then removed from the worktree. */
  switchWorktree(spec: SwitchSpec): Promise<SwitchedWorktree>
  /** Runs `setup` in the worktree. Untracked files that the setup leaves count as work only once they change. */
  aroundSetup(path: string, setup: () => Promise<void>): Promise<void>
  /** The author and committer in this worktree; null: git knows no identity and refuses to commit. */
  authorship(path: string): Promise<Authorship | null>
  /** Reads a worktree. `from`: where the open assignment starts; own work counts from there. */
  activity(path: string, startSha: CommitSha, from?: CommitSha): Promise<GitActivity>
  /** Paths with uncommitted changes in the user's own checkout, which is only read; null: there is no checkout. */
  userChanges(): Promise<readonly string[] | null>
  /** The state of a worktree on these branches whose folder is missing; null: the folder exists. */
  goneFolder(path: string, branches: readonly string[]): Promise<GoneFolder | null>
  /** Calls back (debounced) when refs, HEAD or files of this worktree change. */
  watch(worker: WorkerId, path: string, listener: () => void): Promise<{ close(): Promise<void> }>
  /** Reads the work that a claim is about: where it is, its commits, its files. */
  readWork(work: WorkQuestion): Promise<WorkFacts>
  /** The current tip of a branch; null: no such branch. */
  tipOf(branch: string): Promise<CommitSha | null>
  /** The tips of base and these branches. Commits that a branch no longer contains are kept under refs/czar/rescue. */
  refs(watched: readonly WatchedBranch[]): Promise<RefsReading>
  /** For each branch, its newest commit that is in base without proof. Needs reflogs, which bare repositories lack. */
  unprovenOnBase(question: BaseQuestion): Promise<Readonly<Record<string, CommitSha>>>
  /** The candidates that `commit` contains and base does not. */
  builtOn(commit: CommitSha, candidates: readonly CommitSha[]): Promise<readonly CommitSha[]>
  /** The result of merging the commit into the current base, or into `tip` if that contains base. Moves no branch. */
  mergeWithBase(commit: CommitSha, tip?: CommitSha): Promise<MergedWork>
  /** The changes to these files between two commits. */
  changes(from: CommitSha, to: CommitSha, files: readonly string[]): Promise<readonly FileChange[]>
  /** The text that the branch's own commits add, read without hooks and filters; null: they add too much to compare. */
  added(question: AddedQuestion): Promise<AddedWork | null>
  /** The content of a claim's own commits that changed lines do not show. */
  content(work: {
    path: string
    baseline: CommitSha
    commit: CommitSha
    commits: readonly CommitSha[]
    files: readonly string[]
  }): Promise<WorkContent>
  /** The content of a file in a commit; null: the commit has no such file. */
  fileAt(commit: CommitSha, path: string): Promise<string | null>
  /** Makes a fresh detached worktree at `commit`. `removeProof` removes it. */
  makeProof(commit: CommitSha, path: string): Promise<void>
  /** Resets files of a proof worktree to their state in `commit`, and deletes files that `commit` lacks. */
  putFiles(path: string, commit: CommitSha, files: readonly string[]): Promise<void>
  removeProof(path: string): Promise<void>
  /**
   * At start: removes the proof worktrees that a killed czar left, except those in `keep`, and returns their paths. Never touches a
   * worker's worktree.
   */
  pruneProofs(keep?: readonly string[]): Promise<readonly string[]>
  /** Protects a proven commit from git's garbage collection with `refs/czar/proofs/<name>`. */
  keepProof(name: string, commit: CommitSha): Promise<void>
  /** Saves all uncommitted work to refs/czar/rescue/<worker>/<n>; null: there is nothing to save. */
  rescue(worker: WorkerId, path: string): Promise<string | null>
  /**
   * Saves uncommitted work, and also HEAD if it is off the worker's branch and in no other ref. Moves nothing. null: all
   * of it is saved already.
   */
  rescueStrayWork(worker: WorkerId, path: string): Promise<string | null>
  /** Inspects a worktree before its removal; changes nothing. */
  takeStock(path: string): Promise<WorktreeStock>
  /**
   * Saves all work that a removal would lose under refs/czar/rescue/<worker>/, including repositories inside the worktree. Throws if any of
   * it cannot be saved.
   */
  saveWorktree(worker: WorkerId, path: string): Promise<readonly SavedWork[]>
  /** Removes a worktree after `takeStock`, without further checks. Refuses while a process works in the worktree. */
  removeWorktree(path: string): Promise<void>
  /**
   * After all worktrees are gone: saves commits that exist nowhere else, then removes czar's records of branches and
   * proofs, and branches without work (`discard`: all branches).
   */
  releaseBranches(how: { readonly discard: boolean; readonly project: string }): Promise<readonly BranchOutcome[]>
  /** Fetches from the remote, if there is one. Returns a failure or an abort instead of throwing. */
  fetch(signal?: AbortSignal): Promise<{ readonly ok: boolean; readonly reason: string | null }>
  /** Pushes a commit to the remote's branch of that name, never with force. `refused`: why the remote refuses it. */
  publish(work: { readonly branch: string; readonly commit: CommitSha }, signal?: AbortSignal): Promise<{ readonly refused: string | null }>
  remoteAddresses(): Promise<RemoteAddresses>
  /** The remote's pull requests with these branches as head. Asks the remote only after somebody pushed a branch with commits. */
  pullRequests(branches: readonly WorkersBranch[], signal?: AbortSignal): Promise<readonly FoundPullRequest[]>
}
