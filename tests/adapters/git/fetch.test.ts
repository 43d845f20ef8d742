import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createGit } from '../../../src/adapters/git/create-git.ts'
import type { GitOptions } from '../../../src/adapters/git/repository/git-options.ts'
import { livingProcessesWith } from '../../support/living-processes.ts'
import { longEnough } from '../../support/long-enough.ts'
import { until } from '../../support/until.ts'
import { asWorker, type Fixture, fixture } from './support/repository.ts'

test('a fetch writes no branch of the user, also if the remote is a mirror, and prunes nothing', async () => {
  const { options, repo, run, commit, remote } = await withRemote()
  run(['config', 'fetch.prune', 'true'])
  run(['branch', 'kept'])
  run(['push', '-q', remote, 'kept'])
  run(['fetch', '-q', 'origin'])
  run(['update-ref', '-d', 'refs/heads/kept'], remote)
  const theirs = await pushedByAnother({ run, commit, remote, repo })
  for (const refspec of ['+refs/heads/*:refs/remotes/origin/*', '+refs/*:refs/*']) {
    run(['config', 'remote.origin.fetch', refspec])
    run(['update-ref', '-d', 'refs/remotes/origin/main'])
    const usersOwn = async () => [
      run(['for-each-ref', 'refs/heads', 'refs/tags']),
      await readFile(join(repo, '.git/config'), 'utf8'),
      await readFile(join(repo, '.git/FETCH_HEAD'), 'utf8'),
    ]
    const before = await usersOwn()
    expect(await createGit(options).fetch()).toEqual({ ok: true, reason: null })
    expect(await usersOwn()).toEqual(before)
    expect(run(['rev-parse', 'origin/main'])).toBe(theirs)
    expect(run(['rev-parse', '--verify', 'origin/kept'])).toBeTruthy()
  }
})

test('a push to the remote moves base: distances are counted from there, and new branches start there', async () => {
  const made = await withRemote()
  const { run, repo, commit, worktree } = made
  const git = createGit(made.options)
  const first = await worktree('a')
  await commit({ 'mine.txt': 'x\n' }, first.path)
  const theirs = await pushedByAnother(made)
  expect(await git.activity(first.path, first.startSha)).toMatchObject({ ahead: 1, behind: 0 })
  await git.fetch()
  expect(await git.activity(first.path, first.startSha)).toMatchObject({ ahead: 1, behind: 1 })
  const seat = { path: join(made.options.worktreesDir, 'b'), branch: 'feat/b', base: 'main', includes: [], identity: null }
  expect(await git.ensureWorktree({ ...seat, worker: asWorker('b') })).toMatchObject({ startSha: theirs })

  const own = await commit({ 'of the user.txt': 'x\n' }, repo)
  expect(await git.activity(first.path, first.startSha)).toMatchObject({ ahead: 1, behind: 2 })
  run(['merge', '-q', own], first.path)
  expect(await git.activity(first.path, first.startSha)).toMatchObject({ ahead: 2, behind: 1 })
  const third = { ...seat, path: join(made.options.worktreesDir, 'c'), branch: 'feat/c', worker: asWorker('c') }
  expect(await git.ensureWorktree(third)).toMatchObject({ startSha: own })
})

test('a fetch from a remote that hangs is ended with its child processes, and never asks for a password', async () => {
  const hanging = await withSsh('sleep 60 & echo $! >> "$LOG.pids"; wait')
  const fetched = await longEnough(
    fetchTimeoutMs => createGit({ ...hanging.options, fetchTimeoutMs }).fetch(),
    async () => (await hanging.calls()).length > 0,
  )
  expect(fetched).toEqual({ ok: false, reason: 'it did not answer in time' })
  await until(
    () => livingProcessesWith(hanging.folder),
    processes => processes.length === 0,
  )
  expect(await hanging.calls()).toEqual([expect.stringContaining('-o BatchMode=yes')])
})

test('a fetch that hangs is cancelled when nobody waits for it any more', async () => {
  const { options, calls, folder } = await withSsh('sleep 60')
  const aborter = new AbortController()
  const fetched = createGit(options).fetch(aborter.signal)
  await until(calls, words => words.length > 0)
  aborter.abort()
  expect(await fetched).toMatchObject({ ok: false })
  await until(
    () => livingProcessesWith(folder),
    processes => processes.length === 0,
  )
})

test("a fetch uses the user's own ssh key first, and a worker's key only if that fails", async () => {
  const refused = await withSsh('echo "Permission denied (publickey)." >&2; exit 255')
  const identity = { name: null, email: null, sshKey: "/keys/o'neil key" }
  expect(await createGit({ ...refused.options, identity }).fetch()).toEqual({
    ok: false,
    reason: expect.stringContaining('Permission denied (publickey).'),
  })
  const [asUser, asWorker, ...more] = await refused.calls()
  expect(asUser).not.toContain('-i')
  expect(asWorker).toContain("-F /dev/null -i /keys/o'neil key -o IdentitiesOnly=yes -o BatchMode=yes")
  expect(more).toEqual([])
})

test('a fetch uses the ssh command that the user has set', async () => {
  const { options, run, calls } = await withSsh('exit 255')
  run(['config', 'core.sshCommand', 'ssh -o ProxyJump=gate'])
  await createGit(options).fetch()
  await createGit({ ...options, env: { ...options.env, GIT_SSH_COMMAND: 'ssh -v' } }).fetch()
  expect((await calls()).map(call => call.slice(0, 18))).toEqual(['-o ProxyJump=gate ', expect.stringMatching(/^-v /)])
})

interface Remote extends Fixture {
  readonly remote: string
}

async function withRemote(): Promise<Remote> {
  const made = await fixture()
  const remote = join(made.folder, 'the "remote" of o’neil.git')
  made.run(['clone', '-q', '--bare', made.repo, remote])
  made.run(['remote', 'add', 'origin', remote])
  return { ...made, options: { ...made.options, remote: 'origin' }, remote }
}

/** Another clone commits on main and pushes it. */
async function pushedByAnother({ run, commit, remote, repo }: Pick<Remote, 'run' | 'commit' | 'remote' | 'repo'>): Promise<string> {
  const other = `${repo} of another`
  run(['clone', '-q', remote, other])
  const theirs = await commit({ 'theirs.txt': 'x\n' }, other)
  run(['push', '-q', 'origin', 'main'], other)
  return theirs
}

/** A stand-in for ssh. It records its arguments and then runs `script`. */
async function withSsh(script: string) {
  const made = await fixture()
  const bin = join(made.folder, 'bin')
  const log = join(made.folder, 'ssh.log')
  await mkdir(bin)
  await writeFile(join(bin, 'ssh'), `#!/bin/sh\nLOG='${log}'\nprintf '%s\\n' "$*" >> "$LOG"\n${script}\n`)
  await chmod(join(bin, 'ssh'), 0o755)
  made.run(['remote', 'add', 'origin', 'ssh://git@example.com/x.git'])
  const env = { ...made.env, PATH: `${bin}:${made.env['PATH']}` }
  const options: GitOptions = { ...made.options, env, remote: 'origin' }
  const calls = async () => (await readFile(log, 'utf8').catch(() => '')).split('\n').filter(Boolean)
  return { ...made, options, calls }
}
