import { expect, test } from 'vitest'
import { findLoop } from '../../../../src/core/policy/health/loops/find-loop.ts'
import { repeatsError } from '../../../../src/core/policy/health/loops/repeats-error.ts'
import { about, aStory, begin, report, say, turn, verdict, workerOf } from '../../../support/worlds/story.ts'
import { observed, sha, type World } from '../../../support/worlds/world.ts'

function atWork(): World {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'ack')
  return world
}

/**
 * A reading of git finds these files in the worktree, committed or not. Unless the test names another commit, the newest commit is
 * unchanged.
 */
function tree(world: World, name: string, { isClean = false, head = 'start' } = {}): void {
  const event = observed(workerOf(world, 'one'), head)
  if (event.kind === 'git.observed')
    say(world, { ...event, activity: { ...event.activity, tree: name, head: sha(head), dirty: isClean ? 0 : 1 } })
}

function swing(world: World, names: string, over: (name: string, index: number) => Parameters<typeof tree>[2] = () => ({})): void {
  for (const [index, name] of [...names].entries()) tree(world, name, over(name, index))
}

function trouble(world: World, text: string): void {
  turn(world, 'one', 'busy')
  turn(world, 'one', 'idle')
  say(world, { kind: 'agent.trouble', ...about(world, 'one'), text })
}

const health = (world: World) => workerOf(world, 'one').health

const cleanInA = (name: string) => ({ isClean: name === 'a' })
const trees: readonly [title: string, steps: (world: World) => void, isLoop: boolean][] = [
  ['there and back, twice', world => swing(world, 'abab'), true],
  ['there and back once', world => swing(world, 'aba'), false],
  ['three states', world => swing(world, 'abcabc'), false],
  ['there and back, and then something new', world => swing(world, 'ababc'), false],
  ['a stash that is taken back, to compare with the commit', world => swing(world, 'abab', cleanInA), false],
  ['reset to the commit and made again, thrice', world => swing(world, 'ababab', cleanInA), true],
  ['other commits between', world => swing(world, 'abab', (_name, index) => ({ head: `commit-${index}` })), false],
]

test.each(trees)('an edit and its reversal are judged: %s', (_title, steps, isLoop) => {
  const world = atWork()
  turn(world, 'one', 'busy')
  steps(world)
  expect(health(world).matter === 'edit-revert').toBe(isLoop)
  if (isLoop)
    expect(health(world)).toMatchObject({ health: 'stuck', evidence: expect.arrayContaining([expect.objectContaining({ signal: 'git' })]) })
})

const ERROR = 'TypeError: undefined is not a function at parse.ts:12'

test('fault 31: three turns that end with the same error, apart from numbers, and change no file count as stuck', () => {
  const world = atWork()
  tree(world, 'a')
  trouble(world, ERROR)
  trouble(world, ERROR.replace('12', '40'))
  expect(health(world).health).toBe('working')
  trouble(world, ERROR)
  expect(health(world)).toMatchObject({
    health: 'stuck',
    matter: 'same-error',
    problem: expect.stringContaining('TypeError'),
    evidence: [{ signal: 'screen' }, { signal: 'screen' }, { signal: 'screen', text: ERROR, seq: expect.any(Number) }],
  })
  tree(world, 'b')
  expect(health(world).health, 'it tries something else').toBe('working')
})

const repeat = (text: string) => (world: World) => {
  for (let times = 0; times < 3; times++) report(world, 'one', 'progress', { text })
}

test.each([
  [
    'a file changed each time',
    (world: World) => {
      for (const name of ['b', 'c', 'd']) {
        tree(world, name)
        trouble(world, ERROR)
      }
    },
  ],
  [
    'three errors',
    (world: World) => {
      for (const text of [ERROR, 'fatal: no such ref', 'panic: out of memory']) trouble(world, text)
    },
  ],
  ['no errors', repeat('12 tests, 0 errors')],
  ['an error that was mended', repeat('Error of the parser is fixed')],
  [
    'one that it reported and that stands on its screen',
    (world: World) => {
      report(world, 'one', 'progress', { text: ERROR })
      trouble(world, ERROR)
      trouble(world, ERROR)
    },
  ],
] as const)('fault 31: %s is no loop', (_title, steps) => {
  const world = atWork()
  tree(world, 'a')
  steps(world)
  expect(health(world).matter).not.toBe('same-error')
})

test('fault 31: without a reading of the files no loop is found', () => {
  const world = atWork()
  say(world, { kind: 'git.missing', worker: about(world, 'one').worker, reason: 'gone' })
  for (let times = 0; times < 4; times++) trouble(world, ERROR)
  expect(health(world).matter).not.toBe('same-error')
})

test('fault 31: the same error in reports counts as a loop, and so do rejected claims', () => {
  const world = atWork()
  tree(world, 'a')
  for (let times = 0; times < 3; times++) report(world, 'one', 'progress', { text: `Try ${times}\n${ERROR}` })
  expect(health(world)).toMatchObject({ matter: 'same-error', evidence: [{ signal: 'report' }, {}, {}] })
  const checked = atWork()
  tree(checked, 'a')
  report(checked, 'one', 'done')
  verdict(checked, 'one', 'rejected', ['`npm test` failed with exit code 1.'])
  expect(workerOf(checked, 'one').words.filter(({ source }) => source === 'check')).toHaveLength(1)
})

test("a new assignment begins without the last one's errors", () => {
  const world = atWork()
  tree(world, 'a')
  report(world, 'one', 'progress', { text: ERROR })
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  expect(workerOf(world, 'one').words.length).toBeGreaterThan(0)
  const before = workerOf(world, 'one')
  say(world, {
    kind: 'assignment.created',
    worker: before.id,
    assignment: 'a9' as never,
    task: 'one' as never,
    assignmentKind: 'bonus',
    fromSha: sha('start'),
  })
  expect(workerOf(world, 'one')).toMatchObject({ words: [], trees: [{ tree: 'a' }] })
})

test('an error that a claim or acknowledgement mentions does not count as one that the worker met', () => {
  for (const kind of ['done', 'ack'] as const) {
    const world = atWork()
    tree(world, 'a')
    const { words } = workerOf(world, 'one')
    const word = { source: 'report', kind, assignment: null, text: ERROR, tree: 'a', seq: 1, at: 1 } as const
    expect(repeatsError({ words: [...words, word, word, word], git: workerOf(world, 'one').git })).toBeNull()
  }
})

test('the evidence of a loop is the last three of many errors, and rejections of claims are in the journal', () => {
  const world = atWork()
  tree(world, 'a')
  const { git } = workerOf(world, 'one')
  const words = [1, 2, 3, 4].map(
    seq => ({ source: 'check', kind: null, assignment: null, text: `${ERROR}${seq}`, tree: 'a', seq, at: seq }) as const,
  )
  expect(repeatsError({ words, git })?.evidence).toEqual([2, 3, 4].map(seq => ({ signal: 'record', text: `${ERROR}${seq}`, seq, at: seq })))
  expect(repeatsError({ words: words.slice(2), git })).toBeNull()
  expect(repeatsError({ words: words.map(word => ({ ...word, source: 'turn' as const })), git }), 'a question is no error').toBeNull()
})

test('a loop through commits is reported as such', () => {
  const world = atWork()
  turn(world, 'one', 'busy')
  swing(world, 'ababab', cleanInA)
  expect(health(world).reason).toBe('its files go back and forth between the same two states: a and b')
  expect(health(world).evidence.map(({ text }) => text)).toEqual([
    ...['working tree a, nothing uncommitted', 'working tree b', 'working tree a, nothing uncommitted'],
    ...['working tree b', 'working tree a, nothing uncommitted', 'working tree b'],
  ])
})

test('files that change back and forth take precedence over errors, and errors count from the third on', () => {
  const world = atWork()
  swing(world, 'abab')
  const worker = workerOf(world, 'one')
  expect(findLoop(worker)?.matter).toBe('edit-revert')
  expect(findLoop({ ...worker, trees: [] })).toBeNull()
  const word = { source: 'report', kind: 'progress', assignment: null, text: ERROR, tree: 'b', seq: 1, at: 1 } as const
  const erring = { ...worker, trees: [], words: [word, word, word] }
  expect(findLoop(erring)?.matter).toBe('same-error')
  expect(findLoop({ ...erring, git: null })).toBeNull()
  expect(findLoop({ ...erring, words: [word] })).toBeNull()
  expect(findLoop({ ...erring, words: [word], trees: worker.trees })?.matter).toBe('edit-revert')
})
