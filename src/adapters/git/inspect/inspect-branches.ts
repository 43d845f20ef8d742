import { shellWord } from '../../../core/text/shell-word.ts'
import { baseCommit } from '../refs/base-commit.ts'
import { anotherBranch, otherOwner } from '../refs/other-owner.ts'
import { recordedStart } from '../refs/start-reference.ts'
import { canonicalPath, isStrictlyInside } from '../repository/paths.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit, runGit } from '../repository/run-git.ts'
import { folded } from '../repository/similar-names.ts'
import { type ListedWorktree, listWorktrees } from '../worktrees/list-worktrees.ts'

/** A branch that the project needs, and the remedy for a person if czar cannot have it. */
interface Wanted {
  readonly branch: string
  /** The first words of a message about the branch. */
  readonly who: string
  readonly another: string
  /** The worker that needs the branch. It is absent for the train's branch. */
  readonly worker?: string
}

interface Known {
  readonly branches: readonly string[]
  readonly worktrees: readonly ListedWorktree[]
  readonly worktreesDir: string
}

/**
 * Returns a message for each branch, of a worker or of the train, that czar can neither create nor take over. Each message says what to
 * do.
 */
export async function inspectBranches(repository: Repository, heads: Promise<readonly string[]>): Promise<readonly string[]> {
  const [branches, worktrees, worktreesDir] = await Promise.all([
    heads,
    listWorktrees(repository),
    canonicalPath(repository.options.worktreesDir),
  ])
  const known: Known = { branches, worktrees, worktreesDir }
  const findings = await Promise.all(wantedBranches(repository).map(wanted => inspectBranch(repository, wanted, known)))
  return findings.filter(finding => finding !== null)
}

function wantedBranches({ options: { branches, omnibus } }: Repository): readonly Wanted[] {
  const ofWorkers = branches.map(({ worker, branch }) => ({
    branch,
    worker,
    who: `worker ${worker}: branch ${branch}`,
    another: `write another \`branch:\` for ${worker}`,
  }))
  if (omnibus === undefined) return ofWorkers
  return [...ofWorkers, { branch: omnibus, who: `merged work: branch ${omnibus}`, another: 'give the project another name' }]
}

async function inspectBranch(repository: Repository, wanted: Wanted, known: Known): Promise<string | null> {
  const { branch, who, another } = wanted
  if (!(await isValidName(repository, branch))) return `${who} is not a name that git allows: ${another}`
  if (branch === repository.options.base) return `${who} is the base itself: ${another}`
  const elsewhere = known.worktrees.find(entry => entry.branch === branch && !isStrictlyInside(known.worktreesDir, entry.path))
  // A person may have the train's branch checked out. Czar does not move the branch during that time.
  if (elsewhere && branch !== repository.options.omnibus) {
    const foreign = await sayForeign(repository, wanted)
    if (foreign !== null) return foreign
    return `${who} is checked out in ${elsewhere.path}: switch that to another branch, or ${another}`
  }
  if (known.branches.includes(branch)) return inspectExisting(repository, wanted, known)
  const twin = known.branches.find(name => folded(name) === folded(branch))
  if (twin) return `${who} differs from the existing branch ${twin} only in its spelling: use that name, or a clearly different one`
  const above = known.branches.find(name => branch.startsWith(`${name}/`) || name.startsWith(`${branch}/`))
  if (above) return `${who} cannot be made beside the branch ${above} (one would be a folder of the other): ${another}`
  return null
}

/** Names that are certainly valid for a branch. Most names match, so that git need not be asked for each name. */
const PLAIN = /^[A-Za-z0-9_][A-Za-z0-9_-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_-]*)*$/

async function isValidName(repository: Repository, branch: string): Promise<boolean> {
  if (branch.startsWith('-') || branch === '@' || branch === 'HEAD') return false
  if (PLAIN.test(branch)) return true
  return (await runGit(repository, ['check-ref-format', `refs/heads/${branch}`], { answers: [1] })).status === 0
}

/**
 * Finds out whether an existing branch is this project's own. A branch is the project's own if czar recorded its start, or if one of the
 * project's worktrees has it checked out.
 */
async function inspectExisting(repository: Repository, wanted: Wanted, known: Known): Promise<string | null> {
  const { branch, who } = wanted
  const isOurs = known.worktrees.some(entry => entry.branch === branch) || (await recordedStart(repository, branch)) !== null
  if (isOurs) return null
  const foreign = await sayForeign(repository, wanted)
  if (foreign !== null) return foreign
  return `${who} ${waysOut(repository, wanted, await commitsBeyondBase(repository, branch))}`
}

/** Says which other project of czar has the branch. Returns null if none has. */
async function sayForeign(repository: Repository, { branch, who, another, worker }: Wanted): Promise<string | null> {
  const owner = await otherOwner(repository, branch)
  if (owner === null) return null
  const way = worker === undefined ? another : anotherBranch(repository, worker)
  return `${who} belongs to ${owner}, which works in the same repository: ${way}`
}

/**
 * The choices of a person about a branch that another person made, or that remained when a project was cleaned up. They depend on how many
 * commits the branch has that base does not have.
 */
function waysOut({ options }: Repository, { branch, another }: Wanted, beyond: number | null): string {
  const git = `git -C ${shellWord(options.repo)}`
  const name = shellWord(branch)
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
