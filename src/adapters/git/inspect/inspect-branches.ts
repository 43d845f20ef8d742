import { shellWord } from '../../../core/text/shell-word.ts'
import { baseCommit } from '../refs/base-commit.ts'
import { recordedStart } from '../refs/start-reference.ts'
import { canonicalPath, isStrictlyInside } from '../repository/paths.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'
import { folded } from '../repository/similar-names.ts'
import { type ListedWorktree, listWorktrees } from '../worktrees/list-worktrees.ts'

interface Seat {
  readonly worker: string
  readonly branch: string
}

interface Known {
  readonly branches: readonly string[]
  readonly worktrees: readonly ListedWorktree[]
  readonly worktreesDir: string
}

/** One finding with its remedy for each worker whose branch can be neither made nor adopted. */
export async function inspectBranches(repository: Repository, heads: Promise<readonly string[]>): Promise<readonly string[]> {
  const [branches, worktrees, worktreesDir] = await Promise.all([
    heads,
    listWorktrees(repository),
    canonicalPath(repository.options.worktreesDir),
  ])
  const known: Known = { branches, worktrees, worktreesDir }
  const findings = await Promise.all(repository.options.branches.map(seat => inspectBranch(repository, seat, known)))
  return findings.filter(finding => finding !== null)
}

async function inspectBranch(repository: Repository, seat: Seat, known: Known): Promise<string | null> {
  const who = `worker ${seat.worker}: branch ${seat.branch}`
  if (!(await isValidName(repository, seat.branch))) return `${who} is no name that git allows: write another \`branch:\` for it`
  if (seat.branch === repository.options.base) return `${who} is the base itself: write another \`branch:\` for it`
  const elsewhere = known.worktrees.find(entry => entry.branch === seat.branch && !isStrictlyInside(known.worktreesDir, entry.path))
  if (elsewhere) {
    return `${who} is checked out in ${elsewhere.path}: switch that to another branch, or write another \`branch:\` for ${seat.worker}`
  }
  if (known.branches.includes(seat.branch)) return inspectExisting(repository, seat, known)
  const twin = known.branches.find(name => folded(name) === folded(seat.branch))
  if (twin) return `${who} differs from the existing branch ${twin} only in its spelling: use that name, or one that can be told apart`
  const above = known.branches.find(name => seat.branch.startsWith(`${name}/`) || name.startsWith(`${seat.branch}/`))
  if (above)
    return `${who} cannot be made beside the branch ${above} (one would be a folder of the other): write another \`branch:\` for it`
  return null
}

/** Common names are valid without running a process each. */
const PLAIN = /^[A-Za-z0-9_][A-Za-z0-9_-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_-]*)*$/

async function isValidName(repository: Repository, branch: string): Promise<boolean> {
  if (branch.startsWith('-') || branch === '@' || branch === 'HEAD') return false
  if (PLAIN.test(branch)) return true
  return (await runGit(repository, ['check-ref-format', `refs/heads/${branch}`], { answers: [1] })).status === 0
}

/** A branch is ours if this project recorded its start, or one of this project's worktrees has it checked out. */
async function inspectExisting(repository: Repository, seat: Seat, known: Known): Promise<string | null> {
  const isOurs = known.worktrees.some(entry => entry.branch === seat.branch) || (await recordedStart(repository, seat.branch)) !== null
  if (isOurs) return null
  return `worker ${seat.worker}: branch ${seat.branch} ${waysOut(repository, seat, await commitsBeyondBase(repository, seat.branch))}`
}

/** A cleaned project or a person may have left the branch; its commits decide the options. */
function waysOut({ options }: Repository, { worker, branch }: Seat, beyond: number | null): string {
  const git = `git -C ${shellWord(options.repo)}`
  const name = shellWord(branch)
  const another = `write another \`branch:\` for ${worker}`
  if (beyond === null) return `exists already: ${another}, or delete it: ${git} branch -D ${name}`
  if (beyond === 0) return `exists already, without commits that ${options.base} lacks: delete it: ${git} branch -d ${name}; or ${another}`
  const commits = `${beyond} commit${beyond > 1 ? 's' : ''}`
  const goOn = `to go on from ${beyond > 1 ? 'them' : 'it'}, merge into ${options.base} (${git} merge ${name}) and delete it (${git} branch -d ${name})`
  return `exists already, with ${commits} beyond ${options.base}: ${goOn}; to begin anew, ${another}, or give the work up (${git} branch -D ${name})`
}

async function commitsBeyondBase(repository: Repository, branch: string): Promise<number | null> {
  const base = await baseCommit(repository).catch(() => null)
  if (base === null) return null
  return Number(await askGit(repository, ['rev-list', '--count', `${base}..refs/heads/${branch}`]))
}
