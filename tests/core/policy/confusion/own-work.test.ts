import { expect, test } from 'vitest'
import { findConfusions } from '../../../../src/core/policy/confusion/find-confusion.ts'
import { aTaskText, aWorker } from '../../../support/builders/a-project.ts'
import { about, act, aStory, begin, getReady, pass, report, say, workerOf } from '../../../support/worlds/story.ts'
import { sha, type World } from '../../../support/worlds/world.ts'
import { aTeam, found, look, made } from './confused-worker.ts'

const PATHS = ['src/parser/a.ts']

function edit(world: World, ...files: string[]): void {
  pass(world, 1_000)
  say(world, { kind: 'git.checkout', files })
}

test.each([
  ['has changed files in its worktree', { files: PATHS }],
  ['has committed in its worktree', { subjects: ['Parse numbers'] }],
])("a worker that %s is not suspected to work in the user's checkout", (_title, own) => {
  const world = aTeam()
  made(world, own)
  edit(world, ...PATHS)
  expect(found(world)).toEqual([])
})

test("a worker that may work anywhere is not suspected because of changes in the user's checkout", () => {
  const world = aTeam({ workers: [aWorker('one')] })
  made(world, {})
  edit(world, 'README.md')
  expect(found(world)).toEqual([])
})

test('a worker that has not got its task yet is not asked about anything', () => {
  const world = aStory({ workers: [aWorker('one', { owns: ['src/parser/**'] })] })
  act(world, 'prepare_worktree', 'one')
  act(world, 'start_agent', 'one')
  getReady(world, 'one')
  made(world, {})
  edit(world, ...PATHS)
  expect(found(world)).toEqual([])
})

test("before git was read, a worker's changes are unknown", () => {
  const world = aStory({ workers: [aWorker('one', { owns: ['src/one/**'] })] })
  begin(world, 'one')
  say(world, { kind: 'git.missing', worker: about(world, 'one').worker, reason: 'gone' })
  expect(found(world)).toEqual([])
})

test('files without a commit, or a commit without files, do not count as commits about something else', () => {
  const world = aTeam()
  made(world, { files: ['docs/a'] })
  expect(found(world)).toEqual(['works-outside wrong'])
  made(world, { subjects: ['Landing page'] })
  expect(found(world)).toEqual([])
})

test('commits of a worker that may work anywhere do not count as commits about something else', () => {
  const world = aTeam({ workers: [aWorker('one', { task: aTaskText('Draw pictures') }), aWorker('two', { owns: ['src/mail/**'] })] })
  made(world, { files: ['src/mail/a'], subjects: ['Landing page'] })
  expect(found(world)).toEqual(['works-outside certain'])
})

test('each commit subject is compared separately', () => {
  const world = aTeam()
  made(world, { files: ['docs/a'], subjects: ['Landing', 'parser'] })
  expect(found(world)).toEqual(['works-outside wrong'])
  made(world, { files: ['docs/a'], subjects: ['par', 'ser'] })
  expect(found(world)).toEqual(['unrelated-commits wrong', 'works-outside wrong'])
})

test('a reason for a file counts if the worker gave it in a report or plan, not if a check or its screen names the file', () => {
  const world = aTeam()
  made(world, { files: [...PATHS, 'README.md'] })
  say(world, { kind: 'agent.trouble', ...about(world, 'one'), text: 'Error: README.md is needed because of the parser' })
  expect(found(world)).toEqual(['works-outside wrong'])
  report(world, 'one', 'ack', { text: 'A parser, tested; README.md because it lists the operators' })
  expect(found(world)).toEqual(['works-outside advice'])
})

test('the message about a territory of several paths names all paths', () => {
  const world = aTeam({ workers: [aWorker('one', { owns: ['src/parser/**', 'lib/**'] })] })
  made(world, { files: ['docs/a'] })
  report(world, 'one', 'ack', { text: 'The work of one; tests must pass', plan: ['docs/a'] })
  const problems = findConfusions(world.state, workerOf(world, 'one')).map(({ problem }) => problem)
  expect(problems).toEqual([
    'You plan to change docs/a, which is outside your territory (src/parser/**, lib/**).',
    'You changed docs/a, outside your territory (src/parser/**, lib/**); take that back, or say why it is needed.',
  ])
})

test('the message about a HEAD off the branch says that work is kept only if a rescue ref keeps it', () => {
  const world = aTeam()
  look(world, { branch: null, head: sha('astray') })
  const one = about(world, 'one').worker
  say(world, { kind: 'git.kept', worker: one, head: sha('astray'), ref: null })
  expect(findConfusions(world.state, workerOf(world, 'one'))[0]?.evidence).toHaveLength(1)
  say(world, { kind: 'git.kept', worker: one, head: sha('astray'), ref: 'refs/x' as never })
  expect(findConfusions(world.state, workerOf(world, 'one'))[0]?.evidence).toMatchObject([{}, { signal: 'git', text: 'kept by refs/x' }])
})
