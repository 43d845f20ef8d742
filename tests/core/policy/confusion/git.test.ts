import { expect, test } from 'vitest'
import type { GitActivity, OwnActivity } from '../../../../src/core/events/worktree-event.ts'
import { act, asked, complete, pass, report, say, told, turn, workerOf } from '../../../support/worlds/story.ts'
import { sha } from '../../../support/worlds/world.ts'
import { aTeam, found, look, made } from './confused-worker.ts'

const places: readonly [title: string, seen: Partial<GitActivity>, expected: readonly string[]][] = [
  ['its own branch', { branch: 'feat/one' }, []],
  ['another branch', { branch: 'main' }, ['wrong-branch wrong']],
  ['a detached HEAD', { branch: null }, ['detached-head advice']],
  ['a detached HEAD with changes', { branch: null, dirty: 1 }, ['detached-head wrong']],
  ['a HEAD that a rebase detached', { branch: null, operation: 'rebase' }, []],
  ['a HEAD that a bisect detached', { branch: null, operation: 'bisect' }, []],
  ['another branch in the middle of a merge', { branch: 'main', operation: 'merge' }, ['wrong-branch wrong']],
]

test.each(places)('fault 34: a worktree on %s is noticed', (_title, seen, expected) => {
  const world = aTeam()
  look(world, seen)
  expect(found(world)).toEqual(expected)
})

test('fault 34: work off the branch is kept by a rescue ref, once for each HEAD, and is not changed otherwise', () => {
  const world = aTeam()
  const before = asked(world)
  look(world, { branch: null, head: sha('astray') })
  expect(asked(world)).toEqual([...before, 'rescue_stray_work:one'])
  act(world, 'rescue_stray_work', 'one')
  look(world, { branch: null, head: sha('astray'), dirty: 3 })
  expect(asked(world), 'the same HEAD').toEqual(before)
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'confused', matter: 'detached-head' })
  expect(
    told(world, 'health.changed').filter(({ matter }) => matter === 'detached-head'),
    'told once',
  ).toHaveLength(1)
  look(world, { branch: null, head: sha('further') })
  expect(asked(world), 'another HEAD').toEqual([...before, 'rescue_stray_work:one'])
  act(world, 'rescue_stray_work', 'one')
  look(world, { branch: 'feat/one', head: sha('further') })
  expect(workerOf(world, 'one').health.health).toBe('working')
})

test('a worker that checks out an older commit is at work; its own commits there make it confused', () => {
  const world = aTeam()
  look(world, { branch: null, head: sha('older') })
  act(world, 'rescue_stray_work', 'one')
  expect(workerOf(world, 'one').kept).toMatchObject({ head: sha('older'), ref: null })
  expect(workerOf(world, 'one').health.health).toBe('working')
  look(world, { branch: null, head: sha('own') })
  say(world, { kind: 'git.kept', worker: workerOf(world, 'one').id, head: sha('own'), ref: 'refs/czar/rescue/one/1' })
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'confused', matter: 'detached-head' })
  look(world, { branch: 'feat/one', head: sha('own') })
  expect(workerOf(world, 'one').health.health).toBe('working')
})

const PATHS = ['src/parser/parse.ts']
const works: readonly [title: string, own: Partial<OwnActivity>, said: string, expected: readonly string[]][] = [
  ['work in its territory', { files: PATHS, subjects: ['wip'] }, '', []],
  ['a file outside', { files: [...PATHS, 'README.md'] }, '', ['works-outside wrong']],
  ['a file outside, with a reason', { files: [...PATHS, 'README.md'] }, 'README.md needs the new command', ['works-outside advice']],
  [
    "another worker's file, with a reason",
    { files: [...PATHS, 'src/mail/send.ts'] },
    'src/mail/send.ts must call it',
    ['works-outside certain'],
  ],
  [
    'a protected file, with a reason',
    { files: ['.github/ci.yml', ...PATHS] },
    'ci.yml has to run it since it must',
    ['works-outside certain'],
  ],
  [
    'commits that have nothing to do with the task',
    { files: ['site/index.html'], subjects: ['Redesign landing page'] },
    '',
    ['unrelated-commits wrong', 'works-outside wrong'],
  ],
  [
    'commits outside that speak of the task',
    { files: ['site/index.html'], subjects: ['Show the parser on the site'] },
    '',
    ['works-outside wrong'],
  ],
  [
    'commits of any words, one file of which is its own',
    { files: [...PATHS, 'site/a.html'], subjects: ['misc'] },
    '',
    ['works-outside wrong'],
  ],
]

test.each(works)("a worker's own changes are judged: %s", (_title, own, said, expected) => {
  const world = aTeam()
  report(world, 'one', 'ack', { text: 'A parser for arithmetic expressions; unit tests must pass' })
  if (said !== '') report(world, 'one', 'progress', { text: said })
  made(world, own)
  expect(found(world)).toEqual(expected)
})

test("files that came by a merge, or from an earlier task, do not count as the worker's changes for this task", () => {
  const world = aTeam()
  look(world, { files: ['src/mail/send.ts'] })
  expect(found(world), 'a journal of an earlier version does not tell').toEqual([])
  look(world, { files: ['src/mail/send.ts'], own: { from: sha('elsewhere'), subjects: ['x'], files: ['src/mail/send.ts'] } })
  expect(found(world)).toEqual([])
})

test('a worker without an open task is not confused', () => {
  const world = aTeam()
  act(world, 'prepare_worktree', 'two')
  complete(world, 'two')
  turn(world, 'one', 'idle')
  report(world, 'one', 'done')
  pass(world, 1)
  expect(workerOf(world, 'two').health.health).toBe('done')
  expect(workerOf(world, 'two').assignment).toBeNull()
})

test("fault 34: a worker without changes, whose territory changes in the user's checkout, is asked, not accused", () => {
  const world = aTeam()
  const change = (...files: string[]) => {
    pass(world, 1_000)
    say(world, { kind: 'git.checkout', files })
  }
  made(world, {})
  change('docs/notes.md')
  expect(found(world), 'outside its territory').toEqual([])
  change('docs/notes.md', 'src/parser/parse.ts')
  expect(found(world)).toEqual(['main-checkout advice'])
  expect(workerOf(world, 'one').health).toMatchObject({ health: 'working', advice: [{ matter: 'main-checkout' }] })
  made(world, { files: ['src/parser/parse.ts'] })
  expect(found(world), 'it works in its own: a person edits there').toEqual([])
})

test("fault 34: a person's changes from before the worker's task prove nothing about the worker", () => {
  const world = aTeam()
  say(world, { kind: 'git.checkout', files: ['src/parser/parse.ts'] })
  made(world, {})
  pass(world, 1_000)
  say(world, { kind: 'git.checkout', files: ['src/parser/parse.ts', 'x'] })
  expect(found(world)).toEqual([])
})
