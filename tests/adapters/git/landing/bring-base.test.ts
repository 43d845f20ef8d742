import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import { type Fixture, fixture } from '../support/repository.ts'

const BRANCH = 'feat/one'

/** A branch with one commit that base does not have. Base also has a commit that the branch does not have. */
async function aBranch(files: Record<string, string> = { one: 'mine\n' }, bases: Record<string, string> = { two: 'theirs\n' }) {
  const made = await fixture()
  made.run(['checkout', '-q', '-b', BRANCH])
  const commit = await made.commit(files)
  made.run(['checkout', '-q', 'main'])
  const base = await made.commit(bases)
  const question = { branch: BRANCH, commit, base, seconds: 1_700_000_000, worktree: null as string | null }
  return { made, commit, base, question }
}

/** A worktree with this branch checked out, as a worker has one. */
function withWorktree({ run, repo }: Fixture): string {
  const path = join(repo, '..', 'seat')
  run(['worktree', 'add', '-q', path, BRANCH])
  return path
}

const tipOf = ({ run }: Fixture) => run(['rev-parse', `refs/heads/${BRANCH}`]) as CommitSha

test("a worker's branch that nobody has checked out moves forward to the merge with base, and a second call changes nothing", async () => {
  const { made, commit, base, question } = await aBranch()
  const first = await made.git.landing.bringBase(question)
  expect(first).toEqual({ commit: tipOf(made) })
  expect(made.run(['rev-parse', `${BRANCH}^1`, `${BRANCH}^2`]).split('\n')).toEqual([commit, base])
  expect(await made.git.landing.bringBase(question)).toEqual(first)
  expect(made.run(['log', '-1', '--format=%s', BRANCH])).toBe(`Merge main into ${BRANCH}`)
})

test("a worker's worktree gets the files of the merge too, and its uncommitted files stay", async () => {
  const { made, question } = await aBranch()
  const worktree = withWorktree(made)
  writeFileSync(join(worktree, 'notes'), 'mine')
  expect(await made.git.landing.bringBase({ ...question, worktree })).toEqual({ commit: tipOf(made) })
  expect(readFileSync(join(worktree, 'two'), 'utf8')).toBe('theirs\n')
  expect(readFileSync(join(worktree, 'notes'), 'utf8')).toBe('mine')
  expect(made.run(['-C', worktree, 'status', '--porcelain'])).toBe('?? notes')
})

test.each([false, true])('a file in the way of the merge stays, ignored: %s', async isIgnored => {
  const { made, commit, question } = await aBranch()
  const worktree = withWorktree(made)
  writeFileSync(join(worktree, 'two'), 'precious')
  if (isIgnored) {
    const exclude = join(made.repo, '.git', 'info')
    mkdirSync(exclude, { recursive: true })
    writeFileSync(join(exclude, 'exclude'), 'two\n')
  }
  expect(await made.git.landing.bringBase({ ...question, worktree })).toEqual({
    refused: expect.stringContaining('the merge would overwrite uncommitted files'),
  })
  expect([readFileSync(join(worktree, 'two'), 'utf8'), tipOf(made)]).toEqual(['precious', commit])
})

test("the merge with base never writes into the user's checkout", async () => {
  const { made, commit, question } = await aBranch()
  made.run(['checkout', '-q', BRANCH])
  expect(await made.git.landing.bringBase(question)).toEqual({ refused: expect.stringContaining('is checked out in') })
  expect([tipOf(made), made.run(['status', '--porcelain'])]).toEqual([commit, ''])
})

test('a conflict, a branch that moved, and an unfinished rebase leave everything unchanged', async () => {
  const conflicting = await aBranch({ one: 'mine\n' }, { one: 'theirs\n' })
  expect(await conflicting.made.git.landing.bringBase(conflicting.question)).toEqual({ refused: 'it conflicts with main in one' })
  const { made, commit, question } = await aBranch()
  const worktree = withWorktree(made)
  made.run(['-C', worktree, 'bisect', 'start'])
  made.run(['-C', worktree, 'checkout', '-q', '--detach'])
  expect(await made.git.landing.bringBase({ ...question, worktree })).toEqual({ refused: expect.stringContaining('unfinished') })
  expect(tipOf(made)).toBe(commit)
  made.run(['update-ref', `refs/heads/${BRANCH}`, question.base])
  expect(await made.git.landing.bringBase({ ...question, worktree })).toEqual({ refused: `${BRANCH} has moved` })
})
