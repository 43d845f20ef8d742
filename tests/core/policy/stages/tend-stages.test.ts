import { expect, test } from 'vitest'
import { gatherFacts } from '../../../../src/core/brief/gather-facts.ts'
import type { BriefFacts } from '../../../../src/core/brief/message-facts.ts'
import type { StageFault } from '../../../../src/core/events/stages/stage-event.ts'
import { boarding } from '../../../../src/core/landing/boarding.ts'
import type { CommitSha, TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import type { StageConfig } from '../../../../src/core/model/stages/stage.ts'
import { isInnerStage } from '../../../../src/core/state/facts/stages.ts'
import type { TrainState } from '../../../../src/core/state/types/train-state.ts'
import { viewStages } from '../../../../src/core/views/stages.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import {
  act,
  aStory,
  asked,
  assignmentOf,
  begin,
  complete,
  messages,
  pass,
  report,
  say,
  told,
  turn,
  workerOf,
} from '../../../support/worlds/story.ts'
import { restartCzar, type World } from '../../../support/worlds/world.ts'

const NAMES = ['spec', 'implement', 'test', 'review']

/** A worker for the stage of this number. The stage `from` sends work back to implement, at most twice. */
function stageWorker(index: number, from: string) {
  const id = NAMES[index] ?? ''
  const before = NAMES[index - 1]
  const stage: StageConfig = {
    of: 'api' as WorkerId,
    id,
    number: index + 1,
    count: NAMES.length,
    last: 'api-review' as WorkerId,
    owes: { kind: 'branch' },
    needs: [],
    backTo: id === from ? { stage: 'implement', worker: 'api-implement' as WorkerId, times: 2 } : null,
  }
  return aWorker(`api-${id}`, { stage, dependsOn: before === undefined ? [] : [`api-${before}` as WorkerId] })
}

/** All stages up to the one that sends work back are done, and that one works on its task. */
function story(from = 'test'): World {
  const world = aStory({ workers: NAMES.map((_, index) => stageWorker(index, from)) })
  for (const name of NAMES.slice(0, NAMES.indexOf(from))) complete(world, `api-${name}`)
  begin(world, `api-${from}`)
  return world
}

const fault = (over: Partial<StageFault> = {}): StageFault => ({
  command: 'sh t.sh',
  commit: 'work-tests' as CommitSha,
  about: 'work-api-implement' as CommitSha,
  words: 'it prints "nothing"',
  tail: 'the tail',
  log: '/log',
  ...over,
})

/** The stage claims that earlier work is wrong, and czar sees the command fail. */
function disprove(world: World, from = 'test', over: Partial<StageFault> = {}): void {
  report(world, `api-${from}`, 'done', { fails: 'sh t.sh' })
  const deed = world.deeds.find(({ action }) => action.do === 'verify' && action.worker === `api-${from}`)
  if (deed === undefined) throw new Error('nothing is checked')
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  const { id: assignment } = assignmentOf(world, `api-${from}`)
  const worker = `api-${from}` as WorkerId
  say(
    world,
    { kind: 'stage.disproved', worker, assignment, task: `api-${from}` as TaskId, fault: fault(over) },
    { kind: 'effect.done', effect: deed.effect },
  )
}

const states = (world: World) => NAMES.map(name => world.state.tasks[`api-${name}`]?.state)

test('a stage that shows a fault sends the work back with the evidence, and waits until it is proven again', () => {
  const world = story()
  disprove(world)
  expect(states(world)).toEqual(['verified', 'assigned', 'waiting', 'waiting'])
  expect(assignmentOf(world, 'api-implement')).toMatchObject({ state: 'rework', rejections: 0, lastVerdict: { tail: 'the tail' } })
  expect(assignmentOf(world, 'api-implement').lastVerdict?.reasons.join(' ')).toContain('`sh t.sh` fails at commit work-tests')
  expect(assignmentOf(world, 'api-implement').lastVerdict?.reasons.join(' ')).toContain(`"it prints 'nothing'"`)
  expect(workerOf(world, 'api-test').assignment).toBeNull()
  expect(viewStages(world.state)).toMatchObject([{ task: 'api', stage: 'implement', sent_back: 1, text: 'api: implement 2/4' }])
})

test('a claim that a stage repeats after czar saw the fault is not checked again', () => {
  const world = story()
  say(world, {
    kind: 'agent.turn',
    worker: 'api-implement' as WorkerId,
    incarnation: 1,
    turn: 'idle',
    waitingFor: null,
    evidence: 'hook',
    strength: 'exact',
    text: null,
  })
  disprove(world)
  expect(asked(world)).not.toContain('verify:api-test')
})

test('the stages between are done again too, and their brief says why', () => {
  const world = story('review')
  disprove(world, 'review')
  expect(states(world)).toEqual(['verified', 'assigned', 'waiting', 'waiting'])
  expect(world.state.tasks['api-test']).toMatchObject({ isRenewed: true, verified: null })
  beginAgain(world, 'api-implement')
  report(world, 'api-implement', 'done')
  prove(world, 'api-implement', 'mended')
  beginAgain(world, 'api-test')
  const text = briefOf(world, 'api-test').doneBefore
  expect(text).toContain('You need not add commits')
  expect(text).not.toContain('sh t.sh')
  report(world, 'api-test', 'done')
  prove(world, 'api-test', 'tested')
  beginAgain(world, 'api-review')
  expect(briefOf(world, 'api-review').doneBefore).toContain('`sh t.sh` failed at commit work-tests')
})

test('after the last allowed return, the stage fails with the evidence, and a person decides', () => {
  const world = story()
  for (const round of [1, 2]) {
    disprove(world, 'test', { about: (round === 1 ? 'work-api-implement' : `mended-${round - 1}`) as CommitSha })
    beginAgain(world, 'api-implement')
    report(world, 'api-implement', 'done')
    prove(world, 'api-implement', `mended-${round}`)
    turn(world, 'api-implement', 'idle')
    beginAgain(world, 'api-test')
  }
  disprove(world, 'test', { about: 'mended-2' as CommitSha })
  expect(world.state.tasks['api-test']).toMatchObject({
    state: 'failed',
    failure: `implement had its work back 2 times, and \`sh t.sh\` fails at work-tes: "it prints 'nothing'"`,
  })
  expect(world.state.tasks['api-implement']?.state).toBe('verified')
  expect(told(world, 'stage.returned').map(({ round }) => round)).toEqual([1, 2])
  expect(told(world, 'attention.raised').at(-1)).toMatchObject({ key: 'failed:api-test', hint: 'czar restart api-test' })
})

test('if the earlier stage was proven again meanwhile, the claim is checked again and nothing goes back', () => {
  const world = story()
  disprove(world, 'test', { about: 'older' as CommitSha })
  expect(told(world, 'stage.returned')).toEqual([])
  pass(world, 10_000)
  expect(asked(world)).toContain('verify:api-test')
})

test('if a person stopped the earlier worker, the work cannot go back, and the stage fails with the reason', () => {
  const world = story()
  say(world, { kind: 'person.stop', worker: 'api-implement' as WorkerId })
  disprove(world)
  expect(world.state.tasks['api-test']?.failure).toContain('cannot get its work back: api-implement is stopped')
})

test('a czar that is killed after it saw the fault sends the work back once', () => {
  const world = story()
  say(world, { kind: 'person.paused', worker: 'api-implement' as WorkerId })
  disprove(world)
  restartCzar(world)
  expect(told(world, 'stage.returned')).toHaveLength(1)
  expect(states(world)).toEqual(['verified', 'assigned', 'waiting', 'waiting'])
})

test('work is merged only when the last stage is proven, all stages together', () => {
  const world = story('review')
  const train = { base: 'b', tested: 'b', members: [], candidate: null, aside: {}, returns: {} } as unknown as TrainState
  const boards = () => boarding(world.state, train, () => true).map(({ task }) => task)
  expect(boards()).toEqual([])
  report(world, 'api-review', 'done')
  prove(world, 'api-review', 'reviewed')
  expect(boards()).toEqual(NAMES.map(name => `api-${name}`))
  expect(NAMES.map(name => isInnerStage(world.state, `api-${name}`))).toEqual([true, true, true, false])
})

/** The last agent of the worker ends, and a fresh one begins with the task. */
function beginAgain(world: World, id: string): void {
  if (asked(world).includes(`end_agent:${id}`)) act(world, 'end_agent', id)
  begin(world, id)
}

/** Czar proves the worker's claim at a commit. */
function prove(world: World, id: string, commit: string): void {
  const deed = world.deeds.find(({ action }) => action.do === 'verify' && action.worker === id)
  if (deed?.action.do !== 'verify') throw new Error(`nothing of ${id} is checked`)
  world.deeds.splice(world.deeds.indexOf(deed), 1)
  const { worker, assignment } = deed.action
  const rest = { base: null, checks: [], log: null, tail: '', durationMs: 1, reasons: [] }
  say(
    world,
    { kind: 'verification.finished', worker, assignment, commit: commit as CommitSha, verdict: 'verified', ...rest },
    { kind: 'effect.done', effect: deed.effect },
  )
}

function briefOf(world: World, id: string): BriefFacts {
  const { assignment } = workerOf(world, id)
  const message = messages(world, id)[0] ?? { id: 'm', worker: id, kind: 'brief', assignment, facts: {} }
  return gatherFacts(world.state, { ...message, kind: 'brief', assignment, facts: {} } as never, null) as BriefFacts
}

test('a worker that took over a later stage and shows a fault of its own earlier stage gets that one back', () => {
  const world = story()
  const [worker, assignment, task] = ['api-implement' as WorkerId, 'api-test.2' as never, 'api-test' as TaskId]
  say(
    world,
    { kind: 'assignment.returned', worker: 'api-test' as WorkerId, assignment: 'api-test.1' as never, reason: 'no', how: 'rejected' },
    { kind: 'assignment.created', worker, assignment, task, assignmentKind: 'bonus', branch: 'feat/api-test-2', fromSha: null },
    { kind: 'stage.disproved', worker, assignment, task, fault: fault() },
  )
  expect(told(world, 'stage.returned')).toMatchObject([{ worker, task: 'api-implement', from: 'api-test', assignment }])
  expect(assignmentOf(world, 'api-implement')).toMatchObject({ id: 'api-implement.1', state: 'rework' })
  expect(world.state.tasks['api-test']).toMatchObject({ state: 'waiting', worker: null, sentBack: { times: 1 } })
})
