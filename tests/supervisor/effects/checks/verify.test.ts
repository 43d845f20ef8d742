import { describe, expect, test } from 'vitest'
import { effectIdOf } from '../../../../src/core/events/effect-id.ts'
import type { Event } from '../../../../src/core/events/event.ts'
import type { AssignmentId, CommitSha, TaskId } from '../../../../src/core/model/ids.ts'
import type { TaskState } from '../../../../src/core/state/types/task-state.ts'
import type { TrainState } from '../../../../src/core/state/types/train-state.ts'
import { createCheckTurns } from '../../../../src/supervisor/effects/checks/check-turns.ts'
import type { CheckRecord } from '../../../../src/supervisor/effects/checks/run-check.ts'
import { verify } from '../../../../src/supervisor/effects/checks/verify-claim.ts'
import type { Hands } from '../../../../src/supervisor/hands.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { aStory, assignmentOf, begin, complete, report, say, verdict, workerOf } from '../../../support/worlds/story.ts'
import { happen, restartCzar, sha, type World } from '../../../support/worlds/world.ts'

function claim(setup: readonly string[] = [], over: Parameters<typeof aWorker>[1] = {}) {
  const world = aStory({ workers: [aWorker('one', { accept: ['npm test', 'npm run lint'], setup, ...over })] })
  begin(world, 'one')
  report(world, 'one', 'done')
  const hands = someHands(world)
  const announced: string[] = []
  const task = world.state.tasks['one']
  if (task === undefined) throw new Error('no task')
  const check = (reached: Hands = hands, about = task) =>
    verify(reached, {
      state: world.state,
      worker: workerOf(world, 'one'),
      assignment: assignmentOf(world, 'one'),
      task: about,
      announce: commit => announced.push(commit),
      signal: new AbortController().signal,
      record: aRecord(world),
    })
  return { world, hands, announced, check }
}

function aRecord(world: World): CheckRecord {
  const effect = effectIdOf({ do: 'verify', assignment: 'one.1' as AssignmentId })
  const observe = (...events: readonly Event[]) => happen(world, ...events)
  return { state: () => world.state, observe, turns: createCheckTurns(), effect, worker: workerOf(world, 'one').id }
}

test('a claim is verified if every accept command passes at its exact commit', async () => {
  const { hands, announced, check } = claim()
  const [finished] = await check()
  expect(finished).toMatchObject({ verdict: 'verified', commit: 'work', base: 'base' })
  expect(announced).toEqual(['work'])
  expect(hands.gates.ran).toEqual(['npm test', 'npm run lint'])
  expect([...hands.git.proofs]).toEqual([])
})

test('fault 146: work whose commits were in base before its proof is verified with a flag', async () => {
  const { hands, check } = claim()
  hands.git.early = { 'feat/one': sha('part') }
  expect((await check())[0]).toMatchObject({ verdict: 'verified', flags: ['commits of it were on main before they were proven'] })
})

test('a claim that fails the checks without commands runs no command', async () => {
  const { hands, announced, check } = claim()
  hands.git.work = { head: null, commit: null }
  expect((await check())[0]).toMatchObject({ verdict: 'rejected', reasons: [expect.stringContaining('has no commit')] })
  expect(hands.gates.ran).toEqual([])
  expect(announced).toEqual([])
})

test('fault 65: a command that fails and then passes counts as flaky, is recorded, and the claim is verified', async () => {
  const { hands, check } = claim()
  hands.gates.outcomes = ['failed', 'passed']
  expect((await check())[0]).toMatchObject({
    verdict: 'verified',
    checks: [{ name: 'npm test', outcome: 'flaky', first: 'failed with exit code 1' }, { outcome: 'passed' }],
  })
})

test.each([
  ['failed', 'exit code 1'],
  ['timeout', 'did not end in time'],
] as const)('a command that %s twice rejects the claim, with its last lines', async (outcome, words) => {
  const { hands, check } = claim()
  hands.gates.outcomes = [outcome, outcome]
  const [finished] = await check()
  expect(finished).toMatchObject({ verdict: 'rejected', tail: 'tail of npm test', reasons: [expect.stringContaining(words)] })
  expect(hands.gates.ran, 'the next one is not run').toEqual(['npm test', 'npm test'])
  expect([...hands.git.proofs], 'the proof is removed').toEqual([])
})

test('fault 80: a check that killed its parent is rejected with this reason', async () => {
  const { hands, check } = claim()
  hands.gates.run = async () => ({ outcome: 'failed', exitCode: null, killedParent: true, durationMs: 1, tail: '' })
  const [finished] = await check()
  expect(finished).toMatchObject({
    verdict: 'rejected',
    checks: [{ name: 'npm test', outcome: 'failed', killedParent: true }],
    reasons: [expect.stringContaining('`npm test` killed the process that it ran under')],
  })
})

test('fault 81: a check during which the czar died twice is not started a third time, and the claim is rejected with the reason', async () => {
  const { world, hands, check } = claim()
  for (let death = 1; death <= 2; death++) {
    hands.gates.run = async ({ command }) => {
      hands.gates.ran.push(command)
      throw new Error('czar is dead')
    }
    await expect(check()).rejects.toThrow('czar is dead')
    restartCzar(world)
  }
  expect(hands.gates.ran).toEqual(['npm test', 'npm test'])
  const [finished] = await check()
  expect(finished).toMatchObject({
    verdict: 'rejected',
    reasons: [
      expect.stringMatching(
        /^`npm test` is not started again: czar died 2 times while it ran\. .*`czar verify one` lets it run once more\.$/,
      ),
    ],
  })
  expect(hands.gates.ran).toHaveLength(2)
})

test('a check that was interrupted says nothing about the work', async () => {
  const { hands, check } = claim()
  hands.gates.outcomes = ['cancelled', 'cancelled']
  expect((await check())[0]).toMatchObject({ verdict: 'error' })
})

test('a branch that moved during the check makes the check void', async () => {
  const { hands, check } = claim()
  hands.git.heads = ['work', 'more-work']
  expect((await check())[0]).toMatchObject({ verdict: 'void', reasons: ['The branch moved while it was being checked.'] })
})

test("a setup that fails is an error of the check, and the proof's worktree is removed nevertheless", async () => {
  const { hands, check } = claim(['npm ci'])
  hands.gates.outcomes = ['failed']
  await expect(check()).rejects.toThrow('setup of one failed (failed): npm ci\ntail of npm ci')
  expect([...hands.git.proofs]).toEqual([])
})

test('a command that succeeds without running a test does not count as passed', async () => {
  const { hands, check } = claim()
  hands.gates.tail = '# tests 0\n# pass 0\n'
  const [finished] = await check()
  expect(finished).toMatchObject({
    verdict: 'rejected',
    checks: [{ outcome: 'empty' }],
    reasons: ['`npm test` succeeded but tested nothing: # tests 0.'],
  })
})

describe('fault 33: a claim that weakens its own proof', () => {
  const skip = { path: 'a.test.ts', kind: 'changed', removed: [], added: ["it.skip('adds', () => {"] } as const
  const fewer = { path: 'a.test.ts', kind: 'changed', removed: ['expect(sum).toBe(3)'], added: [] } as const

  test('is rejected before any command runs, with the line quoted', async () => {
    const { hands, check } = claim()
    hands.git.changed = [skip]
    const [finished] = await check()
    expect(finished).toMatchObject({ verdict: 'rejected', reasons: [expect.stringContaining("`it.skip('adds', () => {`")] })
    expect(hands.gates.ran).toEqual([])
  })

  test('is rejected for a changed test script, also if only the script that it runs was changed', async () => {
    const { hands, check } = claim()
    const scripts = (test: string) => JSON.stringify({ scripts: { test } })
    hands.git.changed = [{ path: 'run.js', kind: 'changed', removed: ['a'], added: ['b'] }]
    hands.git.contents = { 'start:package.json': scripts('node run.js'), 'work:package.json': scripts('node run.js') }
    expect((await check())[0]).toMatchObject({ verdict: 'rejected', flags: [expect.stringContaining('run.js was changed')] })
    hands.git.contents = { 'start:package.json': scripts('node run.js'), 'work:package.json': scripts('true') }
    expect((await check())[0]).toMatchObject({ flags: [expect.stringContaining('run.js'), expect.stringContaining('script "test"')] })
  })

  test('is verified with a flag if the change may be right', async () => {
    const { hands, check } = claim()
    hands.git.changed = [fewer]
    expect((await check())[0]).toMatchObject({ verdict: 'verified', flags: [expect.stringContaining('1 assertion was removed')] })
  })

  test('is only flagged if the policy says so', async () => {
    const { hands, check } = claim()
    const { policy } = hands.project
    const lenient = {
      ...hands,
      project: { ...hands.project, policy: { ...policy, verify: { ...policy.verify, weakened: 'flag' as const } } },
    }
    hands.git.changed = [skip]
    expect((await check(lenient))[0]).toMatchObject({ verdict: 'verified', flags: [expect.stringContaining('it.skip')] })
  })
})

describe('fault 137: a claim with content that a reviewer would reject', () => {
  const change = { path: 'src/a.ts', kind: 'changed' as const, removed: [], added: ['a'] }
  const secrets = [{ path: 'src/a.ts', looksLike: 'private key', isSure: true, isAtTip: true }]

  test('is rejected before any command runs, and the worker is told what to remove', async () => {
    const { hands, check } = claim()
    hands.git.changed = [change]
    hands.git.brought = { ...hands.git.brought, secrets }
    const [finished] = await check()
    expect(finished).toMatchObject({ verdict: 'rejected', flags: ['a secret is in src/a.ts (private key)'] })
    expect(finished).toMatchObject({
      reasons: [expect.stringMatching(/^Your commits contain changes that should not be merged: a secret .* Undo them\.$/)],
    })
    expect(hands.gates.ran).toEqual([])
  })

  test('is rejected together with the other findings of checks without commands', async () => {
    const { hands, check } = claim()
    hands.git.changed = [change]
    hands.git.brought = { ...hands.git.brought, secrets }
    hands.git.work = { checkout: { branch: 'feat/one', unfinished: [], uncommitted: ['draft.ts'] } }
    const [finished] = await check()
    expect(finished).toMatchObject({
      verdict: 'rejected',
      reasons: [expect.stringContaining('1 uncommitted path'), expect.stringContaining('a secret')],
    })
    expect(hands.gates.ran).toEqual([])
  })

  test('fault 145: is rejected for a folder of generated files, although a glob of owns covers it', async () => {
    const { hands, check } = claim([], { owns: ['area/one/**'] })
    hands.git.changed = [{ path: 'area/one/node_modules/left/1.js', kind: 'added', removed: [], added: ['1'] }]
    hands.git.brought = { ...hands.git.brought, newFolders: ['area/one/node_modules', 'area/one/node_modules/left'] }
    expect((await check())[0]).toMatchObject({
      verdict: 'rejected',
      reasons: [expect.stringContaining('1 file was committed in area/one/node_modules/, which a tool fills by itself')],
    })
  })

  test('is only flagged if the policy says so, whatever the policy says about weaker proofs', async () => {
    const { hands, check } = claim()
    const { policy } = hands.project
    const lenient = {
      ...hands,
      project: { ...hands.project, policy: { ...policy, verify: { ...policy.verify, content: 'flag' as const } } },
    }
    hands.git.changed = [change]
    hands.git.brought = { ...hands.git.brought, secrets }
    expect((await check(lenient))[0]).toMatchObject({ verdict: 'verified', flags: ['a secret is in src/a.ts (private key)'] })
  })
})

describe('fault 144: a claim that changes the check of its own area', () => {
  const [file, command] = ['area/one/check.sh', 'sh area/one/check.sh 123']
  const flagged = `${file} was changed, which the accept commands run`

  function changing(over: { readonly owns?: readonly string[]; readonly accept?: readonly string[] } = {}) {
    const found = claim([], { accept: [command], owns: ['area/one/**'], ...over })
    found.hands.git.changed = [{ path: file, kind: 'changed', removed: ['test -f part-1.txt'], added: ['exit 0'] }]
    found.hands.git.contents = { [`start:${file}`]: 'test -f part-1.txt', [`work:${file}`]: 'exit 0' }
    return found
  }

  test('is rejected if the command fails with the old check, and passes again with the changed one', async () => {
    const { hands, check } = changing()
    hands.gates.outcomes = ['passed', 'failed', 'failed', 'passed']
    const reason = `\`${command}\` passes only with the changed ${file}; with that file as it was it fails with exit code 1`
    expect((await check())[0]).toMatchObject({
      verdict: 'rejected',
      reasons: [`Your proof is weaker than before: ${reason}. Restore the check as it was, and make your work pass it.`],
      checks: [{ outcome: 'passed' }],
      flags: [flagged, reason],
    })
    expect(hands.git.put).toEqual([
      ['start', file],
      ['work', file],
    ])
  })

  test('is verified with a flag if the command passes with the old check', async () => {
    const { hands, check } = changing()
    expect((await check())[0]).toMatchObject({ verdict: 'verified', flags: [flagged] })
    expect(hands.gates.ran).toEqual([command, command])
  })

  test('is rejected also for a file that the check reads, and for one that a package.json script runs', async () => {
    const { hands, check } = changing({ accept: [command, 'npm test'] })
    const [library, gate] = ['area/one/lib.sh', 'area/one/gate.js']
    hands.git.changed = [library, gate].map(path => ({ path, kind: 'changed', removed: ['fail'], added: ['true'] }))
    hands.git.contents = {
      [`start:${file}`]: `cd "$(dirname "$0")"\n. ./lib.sh\ntest -f part-1.txt`,
      'start:package.json': JSON.stringify({ scripts: { test: `node ${gate}` } }),
      'work:package.json': JSON.stringify({ scripts: { test: `node ${gate}` } }),
      ...Object.fromEntries(
        [library, gate].flatMap(path => [
          [`start:${path}`, 'fail'],
          [`work:${path}`, 'true'],
        ]),
      ),
    }
    hands.gates.outcomes = ['passed', 'passed', 'failed', 'failed', 'passed', 'failed', 'failed', 'passed']
    expect((await check())[0]).toMatchObject({
      verdict: 'rejected',
      reasons: [
        expect.stringContaining(`\`${command}\` passes only with the changed ${library}`),
        expect.stringContaining(`\`npm test\` passes only with the changed ${gate}`),
      ],
    })
  })

  test('causes no second run for another mode or other line ends, nor for a file that the command only reads', async () => {
    const { hands, check } = changing()
    hands.git.contents = { [`start:${file}`]: 'test -f part-1.txt\r\n', [`work:${file}`]: 'test -f part-1.txt\n' }
    expect((await check())[0]).toMatchObject({ verdict: 'verified', flags: [flagged] })
    expect(hands.gates.ran).toEqual([command])
    const read = changing({ accept: [`grep -q Usage ${file}`], owns: [] })
    expect((await read.check())[0]).toMatchObject({ verdict: 'verified', flags: [] })
    expect(read.hands.gates.ran).toHaveLength(1)
  })

  test('is not rejected by a command that passes only once', async () => {
    const { hands, check } = changing()
    hands.gates.outcomes = ['passed', 'failed', 'failed', 'failed', 'failed']
    expect((await check())[0]).toMatchObject({ verdict: 'verified', flags: [flagged, expect.stringContaining('it is not known whether')] })
  })

  test('is not rejected if the old check cannot be put back', async () => {
    const { hands, check } = changing()
    hands.git.putFiles = () => Promise.reject(new Error('no space left'))
    expect((await check())[0]).toMatchObject({ verdict: 'verified', flags: [flagged, expect.stringContaining('could not be restored')] })
  })

  test("is tried with the old check only after all commands passed, and not if the worker owns the check's exact path", async () => {
    const { hands, check } = changing({ accept: [command, 'npm test'] })
    hands.gates.outcomes = ['passed', 'failed', 'failed']
    expect((await check())[0]).toMatchObject({ verdict: 'rejected', reasons: ['`npm test` failed with exit code 1.'] })
    expect(hands.git.put).toEqual([])
    const exact = changing({ owns: [file] })
    expect((await exact.check())[0]).toMatchObject({ verdict: 'verified', flags: [flagged] })
    expect(exact.hands.gates.ran).toEqual([command])
  })

  test('is only flagged if the policy says so', async () => {
    const { hands, check } = changing()
    const { policy } = hands.project
    const verify = { ...policy.verify, weakened: 'flag' as const }
    hands.gates.outcomes = ['passed', 'failed', 'failed', 'passed']
    expect((await check({ ...hands, project: { ...hands.project, policy: { ...policy, verify } } }))[0]).toMatchObject({
      verdict: 'verified',
      flags: [flagged, expect.stringContaining('passes only with the changed')],
    })
  })
})

describe('work without a claim', () => {
  function unclaimed() {
    const world = aStory({ workers: [aWorker('one', { accept: ['npm test'] })] })
    begin(world, 'one')
    const hands = someHands(world)
    const { worker, task, assignment } = {
      worker: workerOf(world, 'one'),
      task: world.state.tasks['one'],
      assignment: assignmentOf(world, 'one'),
    }
    if (task === undefined) throw new Error('no task')
    const presumed = { head: null, resumes: 'acknowledged' as const, reasons: [] }
    const [announce, signal, record] = [() => {}, new AbortController().signal, aRecord(world)]
    const check = () =>
      verify(hands, { state: world.state, worker, assignment: { ...assignment, presumed }, task, announce, signal, record })
    return { hands, check }
  }

  test('is verified with a flag if the commands pass there and failed where the task began', async () => {
    const { hands, check } = unclaimed()
    hands.gates.outcomes = ['passed', 'failed', 'failed']
    expect((await check())[0]).toMatchObject({
      verdict: 'verified',
      commit: 'work',
      flags: ['its worker did not claim it; czar checked it without a claim'],
    })
  })

  test('is left to its worker if the commands passed at the beginning too, because they prove nothing', async () => {
    const { hands, check } = unclaimed()
    expect((await check())[0]).toMatchObject({ verdict: 'void', reasons: [expect.stringContaining('they also passed before the work')] })
    expect(hands.gates.ran).toEqual(['npm test', 'npm test'])
  })

  test('is not rejected if a command or another check fails, and causes no second run', async () => {
    const { hands, check } = unclaimed()
    hands.gates.outcomes = ['failed', 'failed']
    expect((await check())[0]).toMatchObject({ verdict: 'void', reasons: ['`npm test` failed with exit code 1.'] })
    hands.git.work = { head: null, commit: null }
    expect((await check())[0]).toMatchObject({ verdict: 'void', reasons: [expect.stringContaining('has no commit')] })
    expect(hands.gates.ran).toHaveLength(2)
  })
})

describe('proven work that is checked again', () => {
  async function again(change: (hands: ReturnType<typeof someHands>) => void) {
    const { world, hands } = claim()
    verdict(world, 'one', 'verified')
    const base = sha('base')
    say(world, { kind: 'git.refs', base, branches: { 'feat/one': sha('earlier') }, standing: {}, kept: [] })
    // A person brings back a lost commit between two readings of git by the czar.
    hands.git.reading = { ...hands.git.reading, branches: { 'feat/one': sha('later') } }
    change(hands)
    const asked: (CommitSha | undefined)[] = []
    const git = {
      ...hands.git,
      readWork: (work: Parameters<typeof hands.git.readWork>[0]) => {
        asked.push(work.tip)
        return hands.git.readWork(work)
      },
    }
    hands.git.heads = ['later']
    const { assignments, tasks } = world.state
    const [assignment, task] = [assignments['one.1'], tasks['one']]
    if (assignment === undefined || task === undefined) throw new Error('no task')
    const rest = { announce: () => {}, signal: new AbortController().signal, record: aRecord(world) }
    const [finished] = await verify({ ...hands, git }, { state: world.state, worker: workerOf(world, 'one'), assignment, task, ...rest })
    return { finished, asked }
  }

  test("is proven at the branch's present commit, merged with base", async () => {
    const made: string[] = []
    const { finished, asked } = await again(hands => {
      hands.git.merged = { base: sha('base-2'), commit: sha('merged'), conflicts: [] }
      hands.git.makeProof = async commit => void made.push(commit)
    })
    expect(asked).toEqual(['later'])
    expect(made).toEqual(['merged'])
    expect(finished).toMatchObject({ verdict: 'verified', commit: 'later', base: 'base-2' })
  })

  test("is rejected if it conflicts with base, and a failed command's report mentions the merge", async () => {
    const conflict = await again(hands => {
      hands.git.merged = { base: sha('base-2'), commit: null, conflicts: ['a.ts'] }
    })
    expect(conflict.finished).toMatchObject({
      verdict: 'rejected',
      reasons: [expect.stringContaining('no longer merges into main: both changed the same lines in a.ts')],
    })
    const failure = await again(hands => {
      hands.git.merged = { base: sha('base-2'), commit: sha('merged'), conflicts: [] }
      hands.gates.outcomes = ['failed', 'failed']
    })
    expect(failure.finished).toMatchObject({ verdict: 'rejected', reasons: ['Merged with main: `npm test` failed with exit code 1.'] })
  })
})

test('a failed check names the submodules that it had no files of, and a passed check does not', async () => {
  const { hands, check } = claim()
  hands.git.withoutFiles = ['lib/dep', 'lib/other']
  expect((await check(hands))[0]).toMatchObject({ verdict: 'verified', reasons: [] })
  hands.gates.outcomes = ['failed', 'failed']
  expect((await check(hands))[0]).toMatchObject({
    verdict: 'rejected',
    reasons: [
      '`npm test` failed with exit code 1.',
      'The check had no files of the submodule lib/dep, lib/other: this machine does not have its commit. A person can get it: `git -C /repository submodule update --init --recursive`.',
    ],
  })
})

describe('a claim of work that was proven before', () => {
  test('must fit base: a conflict is reported at once, and its commands run in the merged tree', async () => {
    const { world, hands, check } = claim()
    const task = world.state.tasks['one']
    if (task === undefined) throw new Error('no task')
    const again = { ...task, rechecks: 1 }
    const merged: CommitSha[] = []
    hands.git.makeProof = async commit => void merged.push(commit)
    hands.git.merged = { base: sha('base-2'), commit: null, conflicts: ['a.ts'] }
    expect((await check(hands, again))[0]).toMatchObject({
      verdict: 'rejected',
      reasons: [expect.stringContaining('no longer merges into main')],
    })
    expect(hands.gates.ran).toEqual([])
    hands.git.merged = { base: sha('base-2'), commit: sha('merged'), conflicts: [] }
    expect((await check(hands, again))[0]).toMatchObject({ verdict: 'verified', base: 'base-2' })
    hands.gates.outcomes = ['failed', 'failed']
    expect((await check(hands, again))[0]).toMatchObject({ reasons: ['Merged with main: `npm test` failed with exit code 1.'] })
    expect(merged).toEqual(['merged', 'merged'])
  })
})

describe('proven work of other tasks in the claimed tip', () => {
  /** Worker one builds on worker two's proven work, which needs worker two's setup and environment. */
  function building(over: Parameters<typeof aWorker>[1] = {}) {
    const two = aWorker('two', { accept: ['npm test', 'test -f two'], env: { TWO: '2' }, setup: ['make two'], ...over })
    const one = aWorker('one', { accept: ['npm test'], setup: ['make one'] })
    const world = aStory({ workers: [two, one] })
    complete(world, 'two')
    begin(world, 'one')
    report(world, 'one', 'done')
    const hands = someHands(world)
    const task = world.state.tasks['one']
    if (task === undefined) throw new Error('no task')
    const about = { state: world.state, worker: workerOf(world, 'one'), assignment: assignmentOf(world, 'one'), task }
    const check = (over: Partial<typeof about> = {}) =>
      verify(hands, { ...about, ...over, announce: () => {}, signal: new AbortController().signal, record: aRecord(world) })
    return { hands, check, about }
  }
  const aTrainState: TrainState = {
    ...{ base: sha('base'), isBaseGreen: null, tested: sha('tip'), members: [], candidate: null, aside: {}, returns: {} },
    ...{ branch: null, stopped: null, mayBeginAnew: false },
  }

  test('is proven there as well, with the setup and environment of its own worker', async () => {
    const { hands, check } = building()
    hands.git.inside = [sha('work-two')]
    const [finished] = await check()
    expect(hands.gates.ran).toEqual(['make one', 'npm test', 'make two', 'npm test', 'test -f two'])
    expect(finished).toMatchObject({
      verdict: 'verified',
      checks: [{ name: 'npm test' }, { task: 'two' }, { name: 'test -f two', task: 'two' }],
    })
    expect([...hands.git.kept]).toEqual([['sample/one', 'work']])
  })

  test('is not tested twice if the result would be the same', async () => {
    const { hands, check } = building({ env: {}, setup: ['make one'] })
    hands.git.inside = [sha('work-two')]
    await check()
    expect(hands.gates.ran).toEqual(['make one', 'npm test', 'test -f two'])
  })

  test('that fails there rejects the claim, with the task and commit named, and no proof is kept', async () => {
    const { hands, check } = building({ env: {}, setup: ['make one'] })
    hands.git.inside = [sha('work-two')]
    hands.gates.outcomes = ['passed', 'passed', 'failed', 'failed']
    expect((await check())[0]).toMatchObject({
      verdict: 'rejected',
      reasons: [
        '`test -f two` failed with exit code 1. That command proved two at work-two, which your branch is built on: it has to succeed at your commit as well.',
      ],
    })
    expect(hands.git.kept.size).toBe(0)
  })

  test('is recorded with the proof, and not tested if the train has it, because the train tests it', async () => {
    const { hands, check, about } = building()
    hands.git.inside = [sha('work-two')]
    const two = { task: 'two' as TaskId, commit: sha('work-two'), merge: sha('tip') }
    const state = { ...about.state, train: { ...aTrainState, members: [two], carried: { two: two.commit } } }
    expect((await check({ state }))[0]).toMatchObject({ verdict: 'verified', contains: ['two'] })
    expect(hands.gates.ran).toEqual(['make one', 'npm test'])
    hands.gates.ran.length = 0
    await check({ state, task: { ...about.task, after: ['two' as TaskId] } })
    expect(hands.gates.ran, 'what the task depends on is').toContain('test -f two')
  })

  test('is recorded too if its own proof was lost since', async () => {
    const { hands, check, about } = building()
    hands.git.inside = [sha('work-two')]
    const { two } = about.state.tasks
    const tasks = { ...about.state.tasks, two: { ...two, state: 'assigned', verified: null } as TaskState }
    const train = { ...aTrainState, carried: { two: sha('work-two') } }
    expect((await check({ state: { ...about.state, tasks, train } }))[0]).toMatchObject({ contains: ['two'] })
  })

  test('that conflicts with base is repaired by its own worker; if the train has it repaired, the tip is proven on the train', async () => {
    const { hands, check, about } = building()
    hands.git.inside = [sha('work-two')]
    hands.git.work = { ...hands.git.work, files: ['one.ts'] }
    const conflict = { base: sha('base-2'), commit: null, conflicts: ['two.ts'] }
    hands.git.merged = conflict
    const task = { ...about.task, state: 'stale', verified: { commit: sha('work') } } as TaskState
    expect((await check({ task }))[0]).toMatchObject({ verdict: 'error', reasons: [expect.stringContaining('Work of others')] })
    hands.git.mergeWithBase = async (commit, tip) => (tip === undefined ? conflict : { base: conflict.base, commit, conflicts: [] })
    const train = { ...aTrainState, base: sha('base-2') }
    expect((await check({ task, state: { ...about.state, train } }))[0]).toMatchObject({ verdict: 'verified', base: 'base-2' })
    hands.git.work = { ...hands.git.work, files: ['two.ts'] }
    expect((await check({ task }))[0]).toMatchObject({ verdict: 'rejected' })
  })

  test('does not matter for a branch that does not contain it', async () => {
    const { hands, check } = building()
    await check()
    expect(hands.gates.ran).toEqual(['make one', 'npm test'])
  })
})
