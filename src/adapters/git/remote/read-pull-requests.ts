import type { CommitSha } from '../../../core/model/ids.ts'
import type { FoundPullRequest, WorkersBranch } from '../../../core/ports/git-port.ts'
import { baseReferences } from '../refs/base-commit.ts'
import { configured } from '../repository/configured.ts'
import type { Repository } from '../repository/repository.ts'
import { askGit } from '../repository/run-git.ts'
import { connect } from './connect.ts'
import { type PullRequestFolder, pullRequestPage } from './pull-request-page.ts'
import { runRemote } from './run-remote.ts'

const ASK_TIMEOUT_MS = 60_000
/** The longest answer that czar reads, enough for about 250,000 refs. Git sends all refs of the remote, even if only some are wanted. */
const MOST_BYTES = 16 * 1024 * 1024
const MOST_OF_A_BRANCH = 20

/** Repositories whose remote has too many refs. Such a remote is not asked again. */
const tooLarge = new WeakSet<Repository>()

/**
 * Finds pull requests for the newest commits of these branches, in the local repository or on the remote. It reads the refs that services
 * publish (`refs/pull/<n>/head`, `refs/merge-requests/<n>/head`). It asks the remote only if a branch with commits was pushed and no pull
 * request is known for its newest pushed commit.
 */
export async function readPullRequests(
  repository: Repository,
  branches: readonly WorkersBranch[],
  signal?: AbortSignal,
): Promise<readonly FoundPullRequest[]> {
  const { remote } = repository.options
  if (remote === null || branches.length === 0 || tooLarge.has(repository)) return []
  const here = await referencesHere(repository, branches)
  const isOpen = await openAt(repository, remote, here)
  const open = branches.filter(isOpen)
  if (open.length === 0) return []
  const answer = await askRemote(repository, { remote, branches: open, signal })
  if (!answer.isWhole) {
    tooLarge.add(repository)
    repository.log('the remote has too many references: pull requests are not looked for', { remote })
    return []
  }
  const bases = baseReferences(repository.options, repository.options.base).map(name => here.get(name))
  return match(open, { here, there: parse(answer.stdout), bases, addresses: await addressesOf(repository, remote) })
}

type Here = ReadonlyMap<string, CommitSha>

/**
 * Returns a function that says whether to look for a pull request of a branch. It says yes if the branch has commits, some of them were
 * pushed, and no pull request is known for its newest one.
 */
async function openAt(repository: Repository, remote: string, here: Here): Promise<(branch: WorkersBranch) => boolean> {
  const refspecs = await configured(repository, `remote.${remote}.fetch`)
  // If the user's fetch covers only some branches, only the remote's own list shows which branches were pushed.
  const isToldHere = refspecs.split('\n').some(refspec => /^\+?refs\/heads\/\*:refs\/remotes\//.test(refspec))
  return ({ branch, startSha, settled }) => {
    const tip = here.get(`refs/heads/${branch}`)
    if (tip === undefined || tip === startSha) return false
    return [...remotesOf(here, branch), ...(isToldHere ? [] : [tip])].some(commit => commit !== settled)
  }
}

/**
 * The commits of base, of these branches, and of the branches with the same names on any remote (a user may push to a fork), each by its
 * ref.
 */
async function referencesHere(repository: Repository, branches: readonly WorkersBranch[]): Promise<Here> {
  const patterns = branches.flatMap(({ branch }) => [`refs/heads/${branch}`, `refs/remotes/*/${branch}`])
  const names = [...baseReferences(repository.options, repository.options.base), ...patterns]
  const listed = await askGit(repository, ['for-each-ref', '--format=%(objectname) %(refname)', ...names])
  return new Map(listed.split('\n').map(line => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' ')) as CommitSha]))
}

function remotesOf(here: Here, branch: string): readonly CommitSha[] {
  return [...here].flatMap(([name, commit]) => (/^refs\/remotes\/[^/]+\/(.+)$/.exec(name)?.[1] === branch ? [commit] : []))
}

interface Question {
  readonly remote: string
  readonly branches: readonly WorkersBranch[]
  readonly signal: AbortSignal | undefined
}

async function askRemote(repository: Repository, { remote, branches, signal }: Question) {
  const { options, commonDir } = repository
  const { fetchTimeoutMs: timeoutMs = ASK_TIMEOUT_MS } = options
  const patterns = ['refs/pull/*/head', 'refs/merge-requests/*/head', ...branches.map(({ branch }) => `refs/heads/${branch}`)]
  return connect(options, await configured(repository, 'core.sshCommand'), env =>
    runRemote(['ls-remote', '--quiet', '--refs', '--', remote, ...patterns], {
      cwd: commonDir,
      env: { ...env, GIT_DIR: commonDir },
      timeoutMs,
      signal,
      mostBytes: MOST_BYTES,
    }),
  )
}

interface Answer {
  readonly branches: ReadonlyMap<string, string>
  /** The pull requests for each commit. */
  readonly pullRequests: ReadonlyMap<string, readonly { readonly folder: PullRequestFolder; readonly number: number }[]>
}

const LINE = /^([0-9a-f]{40,64})\trefs\/(?:heads\/(.+)|(pull|merge-requests)\/([1-9]\d{0,9})\/head)$/

function parse(listed: string): Answer {
  const branches = new Map<string, string>()
  const pullRequests = new Map<string, { folder: PullRequestFolder; number: number }[]>()
  for (const line of listed.split('\n')) {
    const [, head, branch, folder, number] = LINE.exec(line) ?? []
    if (head === undefined) continue
    if (branch !== undefined) branches.set(branch, head)
    if (folder !== 'pull' && folder !== 'merge-requests') continue
    const known = pullRequests.get(head)
    const found = { folder, number: Number(number) } as const
    if (known === undefined) pullRequests.set(head, [found])
    else known.push(found)
  }
  return { branches, pullRequests }
}

/** The address of the remote as configured, and as changed by the user's `url.*.insteadOf`. Either address may be the web address. */
async function addressesOf(repository: Repository, remote: string): Promise<readonly string[]> {
  const [written, used] = await Promise.all([
    configured(repository, `remote.${remote}.url`),
    askGit(repository, ['ls-remote', '--get-url', remote]),
  ])
  return [written.split('\n')[0] ?? '', used]
}

interface Sides {
  readonly here: Here
  readonly there: Answer
  /** The commits of base. They are not the worker's work, so a branch that only has these has nothing to look for. */
  readonly bases: readonly (string | undefined)[]
  readonly addresses: readonly string[]
}

function match(branches: readonly WorkersBranch[], sides: Sides): readonly FoundPullRequest[] {
  const { here, there, bases, addresses } = sides
  return branches.flatMap(({ worker, branch, startSha }) => {
    const pushed = new Set<string | undefined>([there.branches.get(branch), ...remotesOf(here, branch)])
    const heads = new Set([...pushed, here.get(`refs/heads/${branch}`)])
    return [...heads]
      .flatMap(head => (head === undefined || head === startSha || bases.includes(head) ? [] : (head as CommitSha)))
      .flatMap(head => (there.pullRequests.get(head) ?? []).map(found => ({ ...found, head, isPushed: pushed.has(head) })))
      .toSorted((left, right) => right.number - left.number)
      .slice(0, MOST_OF_A_BRANCH)
      .map(({ folder, number, head, isPushed }) => {
        return { worker, branch, number, url: pullRequestPage(addresses, folder, number), head, isPushed }
      })
  })
}
