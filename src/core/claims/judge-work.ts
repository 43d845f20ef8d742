import type { CommitSha } from '../model/ids.ts'
import type { CheckoutFacts, Unfinished, WorkFacts } from '../ports/work-facts.ts'
import { matchGlobs } from '../territory/match-globs.ts'
import { whosePath } from '../territory/whose-path.ts'
import { counted } from '../text/counted.ts'
import { listed } from '../text/listed.ts'
import { isLockFile } from '../text/lock-file.ts'

/**
 * The limits of a claim: its branch, the commit where the work starts, and patterns of the worker's, other workers' and protected files.
 */
export interface ClaimScope {
  readonly branch: string
  readonly fromSha: CommitSha
  readonly owns: readonly string[]
  readonly foreign: readonly string[]
  readonly protect: readonly string[]
}

/**
 * Returns the reasons against a claim that czar can find without running a command. Each is a whole sentence that tells the worker what to
 * do.
 */
export function judgeWork(scope: ClaimScope, work: WorkFacts): readonly string[] {
  if (work.head === null) return [`Your branch ${scope.branch} has no commit. Commit your work with git commit.`]
  const place = work.checkout === null ? [] : checkoutReasons(scope, work.checkout, work.head)
  const history = work.isRewritten ? [rewritten(scope)] : []
  if (work.commit === null) return [...place, ...history, noCommits(scope, work.foreign)]
  return [...place, ...history, ...contentReasons(work), ...scopeReasons(scope, work.files)]
}

function checkoutReasons(scope: ClaimScope, checkout: CheckoutFacts, head: CommitSha): readonly string[] {
  const { unfinished, uncommitted } = checkout
  return [...branchReasons(scope, checkout, head), ...unfinished.map(finishOperation), ...cleanReasons(uncommitted)]
}

function branchReasons(scope: ClaimScope, { branch, unfinished }: CheckoutFacts, head: CommitSha): readonly string[] {
  // A rebase always detaches HEAD, and the sentence about the rebase already says what to do.
  if (branch === scope.branch || (branch === null && unfinished.some(name => name === 'rebase' || name === 'bisect'))) return []
  const at = head.slice(0, 12)
  if (branch === null)
    return [`Your HEAD is detached at ${at}: bring your commits to your branch with \`git switch ${scope.branch} && git merge ${at}\`.`]
  return [
    `Your worktree is on branch ${branch}, but your work belongs on ${scope.branch}: \`git switch ${scope.branch} && git merge ${branch}\`.`,
  ]
}

function finishOperation(name: Unfinished): string {
  const [onward, back] = name === 'bisect' ? ['reset', 'reset'] : ['--continue', '--abort']
  return `A ${name} is in progress in your worktree: finish it with \`git ${name} ${onward}\`, or drop it with \`git ${name} ${back}\`.`
}

function cleanReasons(uncommitted: readonly string[]): readonly string[] {
  if (uncommitted.length === 0) return []
  const there = uncommitted.length === 1 ? 'There is' : 'There are'
  return [
    `${there} ${counted(uncommitted.length, 'uncommitted path')}; commit what belongs to the task and remove the rest: ${listed(uncommitted)}.`,
  ]
}

function rewritten({ fromSha, branch }: ClaimScope): string {
  return `The history of ${branch} no longer contains ${fromSha.slice(0, 12)}, where this task began: bring it back with \`git merge ${fromSha.slice(0, 12)}\`, and do not rebase or reset below it.`
}

function noCommits({ fromSha, branch }: ClaimScope, foreign: number): string {
  const are = foreign === 1 ? 'is' : 'are'
  const others = foreign > 0 ? ` The ${counted(foreign, 'new commit')} on it ${are} base's or other workers'.` : ''
  return `There is no commit of yours on ${branch} since ${fromSha.slice(0, 12)}, where this task began.${others} Commit your work with git commit.`
}

function contentReasons({ files, markers, isWritten }: WorkFacts): readonly string[] {
  const marked = markers.length === 0 ? [] : [`Conflict markers were committed; resolve them: ${listed(markers)}.`]
  return isWritten ? marked : [...marked, emptyReason(files)]
}

function emptyReason(files: readonly string[]): string {
  if (files.length === 0) return 'Your commits together change nothing: commit the work of the task.'
  const written = files.filter(file => !isLockFile(file))
  if (written.length === 0) return `You changed lock files only (${listed(files)}): commit the work of the task.`
  return `Your commits change only blanks or add empty files (${listed(written)}): commit the work of the task.`
}

/** Names the files that the worker should not have changed, each once, with the reason. */
function scopeReasons({ owns, foreign, protect }: ClaimScope, files: readonly string[]): readonly string[] {
  const isOwn = owns.length === 0 ? null : matchGlobs(owns)
  const bounds = { isOwn, isForeign: matchGlobs(foreign), isProtected: matchGlobs(protect) }
  const found = Map.groupBy(files, file => whosePath(bounds, file))
  return [
    ...sentence(found.get('protected'), 'You changed protected files, which no worker may change; undo these changes'),
    ...sentence(found.get('foreign'), "You changed files in another worker's territory; undo these changes"),
    ...sentence(found.get('unowned'), `You changed files outside your territory (${owns.join(', ')}); undo these changes`),
  ]
}

function sentence(files: readonly string[] | undefined, text: string): readonly string[] {
  return files === undefined ? [] : [`${text}: ${listed(files)}.`]
}
