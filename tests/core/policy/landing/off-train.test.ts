import { describe, expect, test } from 'vitest'
import type { CommitSha, TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import { offTrain } from '../../../../src/core/policy/landing/off-train.ts'
import { viewTrain } from '../../../../src/core/policy/landing/view-train.ts'
import { emptyTrain } from '../../../../src/core/state/empty.ts'
import type { State } from '../../../../src/core/state/types/state.ts'
import { report, say, verdict } from '../../../support/worlds/story.ts'
import { aTrain, happen, look, membersOf, prove, rest, setTask, start, type TrainWorld } from '../../landing/a-train.ts'
import { earlier, twoAuthors } from '../duplicates/two-authors.ts'
import { aFinding, aReviewStory, beginReview, closeReview, finish, leave, mend, reportReview } from '../review/a-review.ts'

type Phase = State['czar']['phase']

const inPhase = (state: State, phase: Phase): State => ({ ...state, czar: { ...state.czar, phase } })

/** Each proven task that is not on the train, with the reason, and the command after an arrow. */
function said({ state }: { readonly state: State }, phase: Phase = 'supervising'): readonly string[] {
  return offTrain(inPhase(state, phase)).map(({ task, text, hint }) => `${task} ${text}${hint === null ? '' : ` -> ${hint}`}`)
}

/** These workers have these settings, whatever else the story says about them. */
function configure(world: TrainWorld, configs: Readonly<Record<string, object>>): void {
  const workers = Object.fromEntries(Object.entries(configs).map(([id, config]) => [id, { id, config, stopped: null }]))
  world.state = { ...world.state, workers: workers as never }
}

const childOf = (parent: string, from: string | null = null) => ({ addedBy: { who: 'worker', parent, from } })
const launchOf = ({ state }: { readonly state: State }) => `czar launch ${state.project?.file ?? ''}`
const ANEW = '   # begins anew what failed or was stopped'

/** Task two depends on task one, and is proven before task one is. */
function aWaitingTask(): TrainWorld {
  const world = aTrain({ one: [], two: ['one'], three: [] })
  prove(world, 'three')
  prove(world, 'two')
  rest(world)
  return world
}

describe('proven work that builds on other work', () => {
  test('waits without a command while czar works on the other task', () => {
    expect(said(aWaitingTask())).toEqual(['two builds on one, which is not proven'])
  })

  test('needs a launch when the run is over', () => {
    const world = aWaitingTask()
    expect(said(world, 'stopped')).toEqual([`two builds on one, which is not proven -> ${launchOf(world)}`])
  })

  test.each([
    ['failed', 'has failed', 'czar restart one'],
    ['dropped', 'was dropped', 'git -C /repository merge base+two1   # merges it by hand'],
    ['stale', 'is due for a new check', 'czar verify one'],
  ] as const)('says that the other task is %s', (state, text, hint) => {
    const world = aWaitingTask()
    setTask(world, 'one', { state, worker: 'one' as never })
    expect(said(world)).toEqual([`two builds on one, which ${text} -> ${hint}`])
    const over = state === 'dropped' ? hint : `${launchOf(world)}${ANEW}`
    expect(said(world, 'finished')).toEqual([`two builds on one, which ${text} -> ${over}`])
  })

  test('names of several tasks the one that failed, and how to assign a bonus task again', () => {
    const world = aTrain({ one: [], two: [], three: ['one', 'two'] })
    prove(world, 'three')
    rest(world)
    setTask(world, 'two', { state: 'failed', kind: 'bonus' })
    expect(said(world)).toEqual(['three builds on one, two; two has failed -> czar assign WORKER two'])
  })
})

describe('the part of a worker that split its task', () => {
  const family = () => {
    const world = aTrain({ whole: [], part: [], small: [], other: [] })
    configure(world, { whole: {}, part: childOf('whole'), small: childOf('part') })
    for (const id of ['other', 'small', 'part']) prove(world, id)
    rest(world)
    return world
  }

  test('is not mentioned while its parent works and merges it', () => {
    expect(said(family())).toEqual([])
  })

  test('and a part of that part wait for the first task above them that is not proven', () => {
    const world = family()
    setTask(world, 'whole', { state: 'failed' })
    const why = 'is a part of whole, which has failed -> czar restart whole'
    expect(said(world)).toEqual([`part ${why}`, `small ${why}`])
    setTask(world, 'part', { state: 'assigned' })
    expect(said(world), 'small lands with part, which is not over').toEqual([])
    expect(said(world, 'stopped')).toEqual([`small is a part of part, which is not proven -> ${launchOf(world)}`])
  })

  test.each([
    ['person', ' -> czar restart whole'],
    ['over', ''],
  ])('waits for its parent, which was stopped (%s)', (stopped, hint) => {
    const world = family()
    const { whole } = world.state.workers
    world.state = { ...world.state, workers: { ...world.state.workers, whole: { ...whole, stopped } as never } }
    setTask(world, 'whole', { state: 'assigned', worker: 'whole' as never })
    expect(said(world)[0]).toBe(`part is a part of whole, which was stopped${hint}`)
    expect(said(world, 'stopped')[0]).toBe(`part is a part of whole, which is not proven -> ${launchOf(world)}`)
  })

  test('is merged by hand if its parent was removed', () => {
    const world = family()
    setTask(world, 'whole', { state: 'dropped' })
    const commit = world.state.tasks['part']?.verified?.commit.slice(0, 12)
    expect(said(world)[0]).toMatch(`part is a part of whole, which was dropped -> git -C ${world.state.project?.repo} merge ${commit}`)
  })

  test('is not mentioned when its parent is proven, on the train or kept from it', () => {
    const world = family()
    prove(world, 'whole')
    rest(world)
    expect(membersOf(world)).toContain('whole')
    expect(said(world, 'finished')).toEqual([])
  })

  test('is merged by hand if it was handed over to the fleet with unproven work of its parent', () => {
    const world = family()
    configure(world, { whole: {}, part: { addedBy: { who: 'person', from: 'sha' } }, small: childOf('part') })
    expect(said(world)).toEqual([
      expect.stringMatching(
        /^part began on work of a worker that is over, and nothing has proven that work -> git -C .* merge .* # merges/,
      ),
    ])
  })
})

describe('the work of a stage', () => {
  const stages = () => {
    const world = aTrain({ 'api-plan': [], 'api-build': ['api-plan'], 'api-test': ['api-build'], other: [] })
    const stage = (id: string, number: number) => ({ stage: { of: 'api', id, number, count: 3, last: 'api-test' } })
    configure(world, { 'api-plan': stage('plan', 1), 'api-build': stage('build', 2), 'api-test': stage('test', 3) })
    for (const id of ['other', 'api-plan', 'api-build']) prove(world, id)
    rest(world)
    return world
  }

  test('is not mentioned while the later stages go on', () => {
    expect(said(stages())).toEqual([])
  })

  test('is named once, at the furthest stage, when a later stage has failed', () => {
    const world = stages()
    setTask(world, 'api-test', { state: 'failed' })
    expect(said(world)).toEqual(['api-build is stage build of api, and stage test has failed -> czar restart api-test'])
  })

  test('goes on with a launch when the run was stopped', () => {
    const world = stages()
    expect(said(world, 'stopped')).toEqual([`api-build is stage build of api, and stage test is not proven -> ${launchOf(world)}`])
  })
})

describe('a doubtful proof', () => {
  const aDoubt = (over: object = {}) => {
    const world = aTrain({ one: [], two: [] })
    prove(world, 'two')
    rest(world)
    prove(world, 'one')
    setTask(world, 'one', { accept: ['npm test', 'npm run lint'], ...over })
    return world
  }

  test('is renewed by czar itself while it runs, and the whole tree is tested anyway if a person merges', () => {
    expect(said(aDoubt())).toEqual(['one has a doubtful proof: its accept commands have changed since its proof'])
    expect(said(aDoubt(), 'finished')[0]).toMatch(/ -> czar merge$/)
  })

  test('that was renewed too often waits for a person', () => {
    expect(said(aDoubt({ rechecks: 5 }))[0]).toMatch(/changed since its proof -> czar verify one$/)
  })

  test('because of a moved branch is checked again after a launch, because no merge takes it', () => {
    const world = aTrain({ one: [] })
    prove(world, 'one')
    const assignment = { id: 'a1', task: 'one', worker: 'one', branch: 'feat/one' }
    setTask(world, 'one', { assignment: 'a1' as never })
    const { refs } = world.state
    if (refs === null) throw new Error('no refs')
    const branches = { 'feat/one': { commit: 'other' as CommitSha, at: 1 } }
    world.state = { ...world.state, assignments: { a1: assignment } as never, refs: { ...refs, branches } }
    expect(said(world)).toEqual([expect.stringMatching(/^one has a doubtful proof: feat\/one is at other, and .* was proven$/)])
    expect(said(world, 'stopped')[0]).toMatch(` -> ${launchOf(world)}${ANEW}`)
  })

  test('that czar did not compare with base before the end is looked at by the next merge', () => {
    const world = aTrain({ one: [], two: [] })
    prove(world, 'two')
    rest(world)
    prove(world, 'one')
    const { refs } = world.state
    if (refs !== null) world.state = { ...world.state, refs: { ...refs, standing: {} } }
    expect(said(world)).toEqual([])
    expect(said(world, 'finished')).toContain('one was not compared with base after its proof -> czar merge')
  })
})

describe('work that a person left out', () => {
  test('of the last czar merge is named, and a merge of everything takes it', () => {
    const world = aTrain({ one: [], two: [] })
    prove(world, 'one')
    prove(world, 'two')
    happen(world, { kind: 'train.asked', base: 'base' as CommitSha, only: ['one' as TaskId], without: [] })
    rest(world)
    expect(membersOf(world)).toEqual(['one'])
    expect(said(world, 'finished')).toEqual(['two was left out of the last `czar merge` -> czar merge'])
    expect(viewTrain(inPhase(world.state, 'finished'))?.waiting).toMatchObject([{ task: 'two', for: [], hint: 'czar merge' }])
  })
})

describe('reviewed work', () => {
  const reviewed = () => {
    const world = aReviewStory()
    const merge = { mode: 'omnibus', test: [], contentLoss: 0.2 } as const
    if (world.state.project !== null)
      world.state = { ...world.state, project: { ...world.state.project, policy: { ...world.state.project.policy, merge } } }
    finish(world, 'one')
    leave(world, 'one')
    return world
  }

  test('waits for its review, and is merged without it if the run ends before', () => {
    const world = reviewed()
    beginReview(world)
    expect(said(world)).toEqual(['one waits for its review'])
    expect(said(world, 'stopped')).toEqual(['one was not reviewed to the end -> czar merge'])
  })

  test('with a fault that its author left needs a decision, and a merge of it keeps what is on the train', () => {
    const world = reviewed()
    beginReview(world)
    reportReview(world, 'review-1', [aFinding('it is wrong', 'shows it')])
    closeReview(world)
    mend(world, 'one', 'work-one')
    const text = 'one still has what its review found'
    expect(said(world)).toEqual([`${text} -> czar review one --accept   # merges it anyway`])
    const member = { task: 'zero' as TaskId, commit: 'zero' as CommitSha, merge: 'zero' as CommitSha }
    world.state = { ...world.state, train: { ...emptyTrain('base' as CommitSha), members: [member] } }
    expect(said(world, 'finished')).toEqual([`${text} -> czar merge --only zero,one   # merges it anyway`])
  })
})

test('work that may be the same as other work waits until czar has decided', () => {
  const world = twoAuthors()
  for (const id of ['one', 'two']) {
    report(world, id, 'done')
    verdict(world, id, 'verified')
    world.now += 1_000
  }
  const found = { commit: 'work-two' as CommitSha, earlier, facts: [] }
  const task = world.state.tasks['two']
  say(world, { kind: 'duplicate.found', worker: 'two' as WorkerId, task: 'two' as TaskId, assignment: task?.assignment as never, ...found })
  const { project } = world.state
  const merge = { mode: 'omnibus', test: [], contentLoss: 0.2 } as const
  if (project !== null) world.state = { ...world.state, project: { ...project, policy: { ...project.policy, merge } }, refs: null }
  const refs = {
    base: { commit: 'base' as CommitSha, at: 0 },
    branches: {},
    standing: { 'work-one': 'current', 'work-two': 'current' },
    kept: [],
    unproven: {},
  }
  world.state = { ...world.state, refs: refs as never }
  const text = 'two does the same as one, and czar has not decided which of them is merged'
  expect(said(world)).toEqual([text])
  expect(said(world, 'stopped')).toContain(`${text} -> czar merge`)
})

describe('a run that is over', () => {
  test('names work that was not merged before its end, also if nothing ever was', () => {
    const world = aTrain({ one: [] })
    prove(world, 'one')
    expect([said(world), viewTrain(world.state)]).toEqual([[], null])
    expect(said(world, 'stopped')).toEqual(['one was not merged before the run was over -> czar merge'])
    expect(viewTrain(inPhase(world.state, 'stopped'))).toMatchObject({
      base: 'base',
      tip: null,
      tested: [],
      command: null,
      waiting: [{ task: 'one' }],
    })
  })

  test('names nothing if everything is on the train or in base, or was proven by other work', () => {
    const world = aTrain({ one: [], two: [] })
    prove(world, 'one')
    prove(world, 'two')
    rest(world)
    expect(said(world, 'finished')).toEqual([])
    world.base = String(world.state.train?.tested)
    look(world)
    expect(said(world, 'finished')).toEqual([])
  })

  test('names nothing if the train has stopped, which is said once', () => {
    const world = aTrain({ one: [], two: [] })
    prove(world, 'one')
    rest(world)
    prove(world, 'two')
    happen(world, { kind: 'train.stopped', reason: 'the branch was moved' })
    expect(said(world, 'finished')).toEqual([])
  })

  test('leaves work on its branches if the project file says so, and nobody has asked for a merge', () => {
    const world = aTrain({ one: [] })
    prove(world, 'one')
    const { project } = world.state
    if (project !== null)
      world.state = {
        ...world.state,
        project: { ...project, policy: { ...project.policy, merge: { ...project.policy.merge, mode: 'branches' } as never } },
      }
    expect(said(world, 'finished')).toEqual([])
  })

  test('does not name again what is set aside', () => {
    const world = aTrain({ one: [], two: [] }, { conflicts: [['one', 'two']] })
    start(world, 'one')
    prove(world, 'one')
    prove(world, 'two')
    rest(world)
    const view = viewTrain(inPhase(world.state, 'finished'))
    expect([view?.aside.length, view?.waiting]).toEqual([1, []])
  })
})
