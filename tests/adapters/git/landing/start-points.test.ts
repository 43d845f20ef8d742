import { expect, test } from 'vitest'
import type { ProvenCommit } from '../../../../src/core/events/decision.ts'
import type { CommitSha, TaskId } from '../../../../src/core/model/ids.ts'
import { checkWork } from '../support/check-work.ts'
import { asWorker, type Fixture, fixture, specOf } from '../support/repository.ts'

const OMNIBUS = 'omnibus/sample'

/** Workers a and b, whose proven work is on the tested branch. */
async function aTestedTrain() {
  const made = await fixture({ omnibus: OMNIBUS })
  const base = made.run(['rev-parse', 'main']) as CommitSha
  const works: ProvenCommit[] = []
  for (const id of ['a', 'b']) {
    const { path } = await made.worktree(id)
    works.push({ task: id as TaskId, commit: await made.commit({ [`${id}/work.txt`]: id }, path), at: 1_700_000_000_000 })
  }
  const tip = await tested(made, works, null)
  return { ...made, base, works, tip }
}

/** Merges the work onto the present base and moves the branch to the result, as czar does when the tests succeed. */
async function tested(made: Fixture, works: readonly ProvenCommit[], from: CommitSha | null): Promise<CommitSha> {
  const base = made.run(['rev-parse', 'main']) as CommitSha
  const { landing } = made.git
  const { members } = await landing.chain({ base, onto: base, commits: works, without: [], beside: [], joins: false, findLost: () => [] })
  const to = members.at(-1)?.merge as CommitSha
  expect(await landing.advance({ branch: OMNIBUS, from, to, base })).toEqual({ refused: null })
  return to
}

const commitsOf = ({ works, tip }: Awaited<ReturnType<typeof aTestedTrain>>) => [tip, ...works.map(({ commit }) => commit)]

/** Worker a begins another task, on a new branch that starts at the tested commit. */
async function startsOnTip(made: Awaited<ReturnType<typeof aTestedTrain>>) {
  const { git, options } = made
  const { path } = specOf(options, 'a')
  const spec = { worker: asWorker('a'), path, branch: 'feat/next', leaves: 'feat/a', isNew: true, onto: null, taken: ['feat/a', 'feat/b'] }
  const switched = await git.switchWorktree({ ...spec, includes: commitsOf(made) })
  const claim = () =>
    checkWork(git, { path, branch: 'feat/next', fromSha: switched.startSha, owns: ['next/**'], foreign: [], protect: ['a/**', 'b/**'] })
  return { ...switched, path, claim }
}

test("a worker's branch starts on the tested tip, which has everybody's work, and has no merge commit of its own", async () => {
  const made = await aTestedTrain()
  const next = await startsOnTip(made)
  expect(next).toMatchObject({ startSha: made.tip, includes: commitsOf(made) })
  expect((await next.claim()).reasons).toEqual([expect.stringContaining('no commit of yours')])
  const commit = await made.commit({ 'next/new.txt': 'x\n' }, next.path)
  expect(await next.claim()).toMatchObject({ commit, commits: [commit], files: ['next/new.txt'], baseline: made.tip, reasons: [] })
})

test('the worktree of a worker whose first task begins later starts on the tested tip too', async () => {
  const made = await aTestedTrain()
  const seat = await made.git.ensureWorktree({ ...specOf(made.options, 'c'), includes: commitsOf(made) })
  expect(seat).toMatchObject({ startSha: made.tip, includes: commitsOf(made) })
})

test('if base has moved past the tested tip, the new branch contains both', async () => {
  const made = await aTestedTrain()
  const moved = await made.commit({ 'base.txt': 'moved\n' })
  const { startSha, includes } = await startsOnTip(made)
  expect(includes).toEqual(commitsOf(made))
  expect(made.run(['log', '-1', '--format=%P', startSha]).split(' ')).toEqual([moved, made.tip])
})

test('if base conflicts with one task of the tip, the new branch contains base and the other tasks', async () => {
  const made = await aTestedTrain()
  const moved = await made.commit({ 'a/work.txt': 'of base\n' })
  const { startSha, includes } = await startsOnTip(made)
  expect(includes).toEqual([made.works[1]?.commit])
  expect(made.run(['show', `${startSha}:a/work.txt`])).toBe('of base')
  expect(made.run(['merge-base', '--is-ancestor', moved, startSha])).toBe('')
})

test("after the train is built anew on a moved base, the worker's own changes are still only its own", async () => {
  const made = await aTestedTrain()
  const next = await startsOnTip(made)
  const commit = await made.commit({ 'next/new.txt': 'x\n' }, next.path)
  await made.commit({ 'base.txt': 'moved\n', 'a/more.txt': 'of base\n' })
  const rebuilt = await tested(made, [...made.works, { task: 'next' as TaskId, commit, at: 1_700_000_000_001 }], made.tip)
  expect(made.run(['ls-tree', '-r', '--name-only', rebuilt]).split('\n')).toEqual([
    'README.md',
    'a/more.txt',
    'a/work.txt',
    'b/work.txt',
    'base.txt',
    'next/new.txt',
  ])
  expect(await next.claim()).toMatchObject({ commits: [commit], files: ['next/new.txt'], reasons: [] })
})

test('a tip that a worker merged does not count as its work, also after the train was built anew without that tip', async () => {
  const made = await aTestedTrain()
  const next = await startsOnTip(made)
  const other = await made.git.ensureWorktree(specOf(made.options, 'c'))
  const work = { task: 'c' as TaskId, commit: await made.commit({ 'c/work.txt': 'c' }, other.path), at: 1_700_000_000_001 }
  const later = await tested(made, [...made.works, work], made.tip)
  made.run(['merge', '-q', '--ff-only', OMNIBUS], next.path)
  await made.commit({ 'base.txt': 'moved\n' })
  expect(await tested(made, made.works, later)).not.toBe(later)
  expect((await next.claim()).reasons).toEqual([expect.stringContaining('no commit of yours')])
  const commit = await made.commit({ 'next/new.txt': 'x\n' }, next.path)
  expect(await next.claim()).toMatchObject({ commits: [commit], files: ['next/new.txt'], reasons: [] })
})

test('work that began on a tip with one task more is merged with base, or with the tip if the tip solved a conflict', async () => {
  const made = await aTestedTrain()
  const next = await startsOnTip(made)
  const commit = await made.commit({ 'next/new.txt': 'x\n' }, next.path)
  const clash = await made.commit({ 'a/work.txt': 'of base\n' })
  expect(await made.git.mergeWithBase(commit)).toEqual({ base: clash, commit: null, conflicts: ['a/work.txt'] })
  // Worker a corrects its own file.
  made.run(['switch', '-q', 'feat/a'], next.path)
  expect(() => made.run(['merge', '-q', 'main'], next.path)).toThrow('merge')
  const mended = await made.commit({ 'a/work.txt': 'of both\n' }, next.path)
  const tip = await tested(made, [{ task: 'a' as TaskId, commit: mended, at: 1_700_000_000_000 }, ...made.works.slice(1)], made.tip)
  const merged = await made.git.mergeWithBase(commit, tip)
  expect(merged).toMatchObject({ base: clash, conflicts: [] })
  expect(made.run(['show', `${merged.commit}:a/work.txt`])).toBe('of both')
})
