import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createGit } from '../../../../src/adapters/git/create-git.ts'
import type { WorkersBranch } from '../../../../src/core/ports/git-port.ts'
import { livingProcessesWith } from '../../../support/living-processes.ts'
import { until } from '../../../support/until.ts'
import { asWorker, fixtureAfter } from '../support/repository.ts'

const PAGE = 'https://github.com/owner/name/pull'

test('a pull request whose head is a pushed branch is found, with its page', async () => {
  const { git, seat, commitIn, push, publish, seats } = await withForge()
  const [one, two] = [await seat('a'), await seat('b')]
  const head = await commitIn(one)
  await commitIn(two)
  expect(await git.pullRequests(seats(one, two))).toEqual([])
  push(one)
  publish('refs/pull/7/head', head)
  publish('refs/pull/7/merge', head)
  const found = { worker: 'a', branch: 'feat/a', number: 7, url: `${PAGE}/7`, head, isPushed: true }
  expect(await git.pullRequests(seats(one, two))).toEqual([found])
  await commitIn(one)
  expect(await git.pullRequests(seats(one, two)), 'it has commits that are not pushed').toEqual([found])
})

test('a pull request that only has the same commit is told apart from one whose branch is at it on the remote', async () => {
  const { git, seat, commitIn, push, publish, seats, run } = await withForge()
  const [one, two] = [await seat('a'), await seat('b')]
  const head = await commitIn(one)
  push(one)
  run(['reset', '-q', '--hard', head], two.path)
  run(['push', '-q', 'origin', `${two.startSha}:refs/heads/feat/b`])
  publish('refs/pull/7/head', head)
  expect(await git.pullRequests(seats(one, two))).toMatchObject([
    { worker: 'a', isPushed: true },
    { worker: 'b', isPushed: false },
  ])
})

test('of several pull requests at one commit all are listed, highest number first, and merge requests too', async () => {
  const { git, seat, commitIn, push, publish, seats } = await withForge('git@gitlab.com:group/name.git')
  const one = await seat('a')
  const head = await commitIn(one)
  push(one)
  for (const number of [9, 10, 8]) publish(`refs/merge-requests/${number}/head`, head)
  const found = await git.pullRequests(seats(one))
  expect(found.map(({ number }) => number)).toEqual([10, 9, 8])
  expect(found[0]?.url).toBe('https://gitlab.com/group/name/-/merge_requests/10')
})

test('a commit of base, or one where a branch began, has no pull request of the worker', async () => {
  const { git, seat, commit, commitIn, repo, push, publish, seats, run } = await withForge()
  const [one, two] = [await seat('a'), await seat('b')]
  publish('refs/pull/1/head', two.startSha)
  push(two)
  await commitIn(two)
  const merged = await commit({ 'base.txt': 'x\n' }, repo)
  run(['push', '-q', 'origin', 'main'])
  publish('refs/pull/2/head', merged)
  run(['merge', '-q', '--ff-only', merged], one.path)
  push(one)
  expect(await git.pullRequests(seats(one, two))).toEqual([])
})

test('czar asks the remote only while a pushed branch with commits is not settled', async () => {
  const { options, seat, commitIn, push, publish, seats, calls } = await withForge()
  const git = createGit(options)
  const one = await seat('a')
  push(one)
  await git.pullRequests(seats(one))
  const head = await commitIn(one)
  push(one)
  expect(await calls()).toBe(0)
  publish('refs/pull/7/head', head)
  expect(await git.pullRequests(seats(one))).toHaveLength(1)
  expect(await calls()).toBe(1)
  const settled = seats(one).map(branch => ({ ...branch, settled: head }))
  expect(await git.pullRequests(settled)).toEqual([])
  expect(await calls()).toBe(1)
  await commitIn(one)
  push(one)
  await git.pullRequests(settled)
  expect(await calls()).toBe(2)
  expect(await createGit({ ...options, remote: null }).pullRequests(seats(one))).toEqual([])
  expect(await calls()).toBe(2)
})

test('in a clone that fetches only one branch, czar asks the remote itself what was pushed', async () => {
  const { git, seat, commitIn, push, publish, seats, run } = await withForge()
  run(['config', 'remote.origin.fetch', '+refs/heads/main:refs/remotes/origin/main'])
  const one = await seat('a')
  const head = await commitIn(one)
  push(one)
  await commitIn(one)
  publish('refs/pull/7/head', head)
  expect(await git.pullRequests(seats(one))).toMatchObject([{ number: 7, head, isPushed: true }])
})

test('ten thousand references and hostile ones do no harm', async () => {
  const { git, seat, commitIn, push, seats, remote } = await withForge()
  const one = await seat('a')
  const head = await commitIn(one)
  push(one)
  const hostile = ['abc', '0', '007', '-1', '1e3', '99999999999', '7/x', '$(touch x)', '١٢'].map(name => `${head} refs/pull/${name}/head`)
  const many = Array.from({ length: 10_000 }, (_, index) => `${head} refs/pull/${index + 1}/head`)
  const others = [`${head} refs/pull/7`, `${head} refs/pull/8/merge`, `${head} refs/heads/refs/pull/10001/head`]
  await writeFile(join(remote, 'packed-refs'), `${[...hostile, ...many, ...others, `${head} refs/heads/feat/a`].join('\n')}\n`)
  const found = await git.pullRequests(seats(one))
  expect(found.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => 10_000 - index))
})

test('a remote that sends too much is cut off, reported once and not asked again', async () => {
  const { options, seat, commitIn, push, seats, calls, folder } = await withForge(
    'https://github.com/owner/name',
    'yes "$(printf %0200d 0)"',
  )
  const logged: string[] = []
  const git = createGit({ ...options, log: message => void logged.push(message) })
  const one = await seat('a')
  await commitIn(one)
  push(one)
  expect(await git.pullRequests(seats(one))).toEqual([])
  expect(await git.pullRequests(seats(one))).toEqual([])
  expect(logged).toEqual(['the remote has too many references: pull requests are not looked for'])
  expect(await calls()).toBe(1)
  await until(
    () => livingProcessesWith(folder),
    processes => processes.length === 0,
  )
})

test('a missing remote is an error', async () => {
  const { git, seat, commitIn, push, seats } = await withForge('https://github.com/owner/name', 'echo "fatal: no route" >&2; exit 128')
  const one = await seat('a')
  await commitIn(one)
  push(one)
  await expect(git.pullRequests(seats(one))).rejects.toThrow('no route')
})

test('a remote that hangs is given up, and its processes are ended', async () => {
  const { options, seat, commitIn, push, seats, folder } = await withForge('https://github.com/owner/name', 'sleep 60 & wait')
  const git = createGit({ ...options, fetchTimeoutMs: 500 })
  const one = await seat('a')
  await commitIn(one)
  push(one)
  await expect(git.pullRequests(seats(one))).rejects.toThrow('it took too long')
  await until(
    () => livingProcessesWith(folder),
    processes => processes.length === 0,
  )
})

/**
 * A bare remote whose URL is `address`. A test can add pull request refs to the remote, as a forge does. The adapter's
 * git counts how often it asks the remote, and then runs `script` if there is one.
 */
async function withForge(address = 'https://github.com/owner/name.git', script = '') {
  const { made: begun, ...made } = await fixtureAfter(`a forge at ${address}`, async ({ folder, repo, run, worktree }) => {
    const remote = join(folder, 'remote.git')
    run(['clone', '-q', '--bare', repo, remote])
    run(['remote', 'add', 'origin', address])
    run(['config', `url.${remote}.insteadOf`, address])
    run(['fetch', '-q', 'origin'])
    return { remote, real: run(['--exec-path']), seats: [await worktree('a'), await worktree('b')] }
  })
  const { folder, run, commit } = made
  const { remote, real } = begun
  const [bin, log] = [join(folder, 'bin'), join(folder, 'asked.log')]
  await mkdir(bin)
  const asks = `case " $* " in *" ls-remote --quiet "*) echo asked >> "${log}"; ${script === '' ? ':' : script} ;; esac`
  await writeFile(join(bin, 'git'), `#!/bin/sh\n${asks}\nexec "${real}/git" "$@"\n`)
  await chmod(join(bin, 'git'), 0o755)
  const options = { ...made.options, remote: 'origin', env: { ...made.env, PATH: `${bin}:${made.env['PATH']}` } }
  type Seat = Awaited<ReturnType<typeof made.worktree>> & { readonly id: string }
  let files = 0
  return {
    ...made,
    options,
    remote,
    git: createGit(options),
    seat: async (id: string): Promise<Seat> => ({
      ...(begun.seats.find(({ branch }) => branch === `feat/${id}`) ?? (await made.worktree(id))),
      id,
    }),
    commitIn: ({ path }: Seat) => commit({ [`work-${++files}.txt`]: 'x\n' }, path),
    push: ({ path, branch }: Seat) => run(['push', '-q', 'origin', branch], path),
    publish: (reference: string, commit: string) => run(['update-ref', reference, commit], remote),
    seats: (...seats: readonly Seat[]): readonly WorkersBranch[] =>
      seats.map(({ id, branch, startSha }) => ({ worker: asWorker(id), branch, startSha: startSha as never, settled: null })),
    calls: async () => (await readFile(log, 'utf8').catch(() => '')).split('\n').filter(Boolean).length,
  }
}
