import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import { type Fixture, fixtureAfter } from '../support/repository.ts'

/** A repository with a remote `origin`, and a branch with one commit of its own. */
async function aScene(): Promise<Fixture & { origin: string; tip: CommitSha }> {
  const it = await fixtureAfter(
    'publish',
    async ({ run, commit, folder }) => {
      run(['init', '-q', '--bare', join(folder, 'origin.git')])
      run(['push', '-q', join(folder, 'origin.git'), 'main'])
      run(['checkout', '-q', '-b', 'feat/one'])
      const made = await commit({ one: '1' })
      run(['checkout', '-q', 'main'])
      return made
    },
    { remote: 'origin' },
  )
  const origin = join(it.folder, 'origin.git')
  it.run(['remote', 'add', 'origin', origin])
  return { ...it, origin, tip: it.made }
}

const WORK = (commit: CommitSha) => ({ branch: 'feat/one', commit })

test('czar pushes the commit, repeats this without harm, and pushes a later one; it sets no upstream and runs no hook', async () => {
  const it = await aScene()
  const { git, run, origin, tip: first } = it
  const hook = join(it.repo, '.git/hooks/pre-push')
  writeFileSync(hook, '#!/bin/sh\nexit 1\n')
  chmodSync(hook, 0o755)
  expect([await git.publish(WORK(first)), await git.publish(WORK(first))]).toEqual([{ refused: null }, { refused: null }])
  run(['checkout', '-q', 'feat/one'])
  const second = await it.commit({ two: '2' })
  expect(await git.publish(WORK(second))).toEqual({ refused: null })
  expect(run(['-C', origin, 'rev-parse', 'feat/one'])).toBe(second)
  expect(run(['config', '--list'])).not.toContain('branch.feat')
})

test("if the remote's branch has somebody else's commit, the push is refused with a reason, and nothing is forced", async () => {
  const { git, run, origin, tip } = await aScene()
  const theirs = run(['commit-tree', 'main^{tree}', '-p', 'main', '-m', 'Theirs'])
  run(['push', '-q', origin, `${theirs}:refs/heads/feat/one`])
  run(['gc', '-q', '--prune=now'])
  expect((await git.publish(WORK(tip))).refused).toMatch(/fetch first|non-fast-forward/)
  expect(run(['-C', origin, 'rev-parse', 'feat/one'])).toBe(theirs)
})

test("the message of a remote's hook is reported, without control characters", async () => {
  const { git, origin, tip } = await aScene()
  const hook = join(origin, 'hooks/pre-receive')
  writeFileSync(hook, '#!/bin/sh\necho "error: GH006: Protected branch update failed" >&2\nexit 1\n')
  chmodSync(hook, 0o755)
  expect((await git.publish(WORK(tip))).refused).toBe('GH006: Protected branch update failed; pre-receive hook declined')
})

test('a missing remote is reported as a failure, not as a refusal', async () => {
  const { git, run, tip, folder } = await aScene()
  run(['remote', 'set-url', 'origin', join(folder, 'nowhere.git')])
  await expect(git.publish(WORK(tip))).rejects.toThrow('git push failed')
})

test('remote.pushDefault, a push address, and insteadOf count as they do for git', async () => {
  const { git, run, origin, tip, folder } = await aScene()
  run(['remote', 'set-url', 'origin', 'work:acme/shop.git'])
  run(['config', 'url.https://github.com/.insteadOf', 'work:'])
  expect(await git.remoteAddresses()).toEqual({
    fetch: 'https://github.com/acme/shop.git',
    push: 'https://github.com/acme/shop.git',
  })
  run(['remote', 'set-url', '--push', 'origin', 'git@github.com:ada/shop.git'])
  expect((await git.remoteAddresses()).push).toBe('git@github.com:ada/shop.git')
  const fork = join(folder, 'fork.git')
  run(['init', '-q', '--bare', fork])
  run(['remote', 'add', 'mine', fork])
  run(['config', 'remote.pushDefault', 'mine'])
  expect((await git.remoteAddresses()).push).toBe(fork)
  expect(await git.publish(WORK(tip))).toEqual({ refused: null })
  expect(run(['-C', fork, 'rev-parse', 'feat/one'])).toBe(tip)
  expect(run(['-C', origin, 'for-each-ref', 'refs/heads/feat'])).toBe('')
})

test('a repository without remotes has no push addresses', async () => {
  const { git, run } = await aScene()
  run(['remote', 'remove', 'origin'])
  expect(await git.remoteAddresses()).toEqual({ fetch: '', push: '' })
})
