import { expect, test } from 'vitest'
import type { GitActivity } from '../../../../src/core/events/worktree-event.ts'
import { ToolError } from '../../../../src/core/model/errors.ts'
import type { AssignmentId, EffectId, WorkerId } from '../../../../src/core/model/ids.ts'
import { createGitSensor } from '../../../../src/supervisor/sensors/git/git-sensor.ts'
import { settled } from '../../../support/fakes/clock.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { agentOf, aStory, begin, workerOf } from '../../../support/worlds/story.ts'
import { happen, sha } from '../../../support/worlds/world.ts'

const one = 'one' as WorkerId

function watching() {
  const world = aStory()
  begin(world, 'one')
  const hands = someHands(world)
  const told: string[] = []
  const sensor = createGitSensor({
    hands,
    state: () => world.state,
    observe: (...events) => {
      told.push(...events.map(event => event.kind))
      happen(world, ...events)
    },
  })
  return { world, hands, sensor, told }
}

test('readings that are requested during a running one become one more reading', async () => {
  const { world, hands, sensor } = watching()
  const waiting: ((activity: GitActivity) => void)[] = []
  hands.git.activities = () => new Promise(resolve => waiting.push(resolve))
  for (let time = 0; time < 5; time++) sensor.look(one)
  expect(waiting).toHaveLength(1)
  const known = workerOf(world, 'one').git
  if (known === null) throw new Error('no activity yet')
  waiting[0]?.(known)
  await settled()
  expect(waiting).toHaveLength(2)
  waiting[1]?.(known)
  await settled()
  expect(waiting).toHaveLength(2)
})

test('a known state causes no event, and a changed one causes one', async () => {
  const { world, hands, sensor, told } = watching()
  sensor.look(one)
  await settled()
  expect(told).toEqual([])
  const known = workerOf(world, 'one').git
  if (known === null) throw new Error('no activity yet')
  hands.git.activities = async () => ({ ...known, dirty: 1 })
  sensor.look(one)
  await settled()
  expect(told).toEqual(['git.observed'])
})

test('a worktree that is gone is reported once, and one that could not be read is not reported', async () => {
  const { hands, sensor, told } = watching()
  hands.git.activities = () => Promise.reject(new ToolError('index.lock', { command: ['git'], reason: 'failed' }))
  sensor.look(one)
  await settled()
  expect(told).toEqual([])
  hands.git.activities = () => Promise.reject(new ToolError('it was deleted', { command: ['git'], reason: 'target-gone' }))
  for (let time = 0; time < 2; time++) {
    sensor.look(one)
    await settled()
  }
  expect(told).toEqual(['git.missing'])
})

test('a missing folder is reported with its worktree, again when that changes, and read every minute until it is back', async () => {
  const { world, hands, sensor, told } = watching()
  hands.git.activities = () => Promise.reject(new ToolError('it was deleted', { command: ['git'], reason: 'target-gone' }))
  let folder: 'lost' | 'away' = 'away'
  hands.git.goneFolder = async () => folder
  sensor.look(one)
  await settled()
  expect(workerOf(world, 'one').gone).toMatchObject({ folder: 'away' })
  folder = 'lost'
  await hands.clock.pass(120_000)
  expect(workerOf(world, 'one').gone).toMatchObject({ folder: 'lost' })
  expect(told).toEqual(['git.missing', 'git.missing'])
  await sensor.close()
})

test('a new worktree is watched, read every minute, and released at the end', async () => {
  const { world, hands, sensor, told } = watching()
  sensor.onEvents()
  sensor.onEvents()
  await settled()
  expect([...hands.git.moved.keys()]).toEqual(['one'])
  const known = workerOf(world, 'one').git
  if (known === null) throw new Error('no activity yet')
  hands.git.activities = async () => ({ ...known, dirty: 1 })
  await hands.clock.pass(60_000)
  expect(told).toEqual(['git.observed'])
  await sensor.close()
  expect([...hands.git.moved.keys()]).toEqual([])
  expect(hands.clock.due()).toEqual([])
})

test('the worktree of a worker without activity is read every ten minutes, and of an active one every minute', async () => {
  const { world, hands, sensor } = watching()
  const known = workerOf(world, 'one').git
  if (known === null) throw new Error('no activity yet')
  let looks = 0
  hands.git.activities = async () => {
    looks += 1
    return known
  }
  // Before this minute, czar has not looked at git, so its first regular round looks at each worktree.
  await hands.clock.pass(60_000)
  expect(looks).toBe(1)
  await hands.clock.pass(540_000)
  expect(looks, 'nothing new for nine minutes').toBe(1)
  await hands.clock.pass(60_000)
  expect(looks, 'ten minutes after the last look').toBe(2)
  world.now = hands.clock.now()
  happen(world, { kind: 'agent.novelty', worker: one, incarnation: workerOf(world, 'one').incarnation })
  await hands.clock.pass(60_000)
  expect(looks, 'a sign of life').toBe(3)
  await sensor.close()
})

test("the user's own checkout is read while a worker is at work, and only changes are reported", async () => {
  const { hands, told } = watching()
  let files: readonly string[] = []
  hands.git.userChanges = async () => files
  await hands.clock.pass(60_000)
  files = ['a.txt']
  await hands.clock.pass(120_000)
  hands.git.userChanges = () => Promise.reject(new Error('locked'))
  await hands.clock.pass(60_000)
  expect(told.filter(kind => kind === 'git.checkout')).toHaveLength(1)
})

test('fault 125: the worktree of a worker that is about to be judged is read every fifteen seconds, whatever it costs', async () => {
  const { world, hands, sensor } = watching()
  const { stuckAfterMs } = hands.project.policy
  const looks: number[] = []
  const known = workerOf(world, 'one').git
  if (known === null) throw new Error('no activity yet')
  hands.git.activities = () => {
    looks.push(hands.clock.now())
    return new Promise(resolve => hands.clock.at(hands.clock.now() + 9_000, () => resolve(known)))
  }
  const judgedAt = agentOf(world, 'one').noveltyAt + stuckAfterMs
  for (let at = hands.clock.now(); at < judgedAt; at += 1_000) {
    sensor.look(one)
    await hands.clock.pass(1_000)
    world.now = hands.clock.now()
  }
  expect(judgedAt - (looks.at(-1) ?? 0)).toBeLessThanOrEqual(15_000)
  await sensor.close()
})

test('a worktree is not read during a switch of its branch, and a reading from before it is not reported after it', async () => {
  const { world, hands, sensor, told } = watching()
  const known = workerOf(world, 'one').git
  if (known === null) throw new Error('no activity yet')
  let looks = 0
  const seen = Promise.withResolvers<GitActivity>()
  hands.git.activities = () => (looks++ === 0 ? seen.promise : Promise.resolve({ ...known, branch: 'feat/more' }))
  sensor.look(one)
  const effect = 'switch_branch:more.1' as EffectId
  happen(world, { kind: 'effect.intended', effect, action: 'switch_branch', worker: one, epoch: 1, reason: 'x' })
  seen.resolve({ ...known, dirty: 1 })
  await settled()
  await sensor.lookNow(one)
  expect([told, looks]).toEqual([[], 1])
  const start = { branch: 'feat/more', startSha: sha('start'), includes: [], kept: null }
  happen(world, { kind: 'worktree.switched', worker: one, assignment: 'more.1' as AssignmentId, ...start }, { kind: 'effect.done', effect })
  await sensor.lookNow(one)
  expect(workerOf(world, 'one').git?.branch).toBe('feat/more')
})
