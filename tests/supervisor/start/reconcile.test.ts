import { expect, test } from 'vitest'
import type { ServerId, WorkerId } from '../../../src/core/model/ids.ts'
import { createAgentSensor } from '../../../src/supervisor/sensors/agent-sensor.ts'
import { reconcile } from '../../../src/supervisor/start/reconcile.ts'
import { createWatchers } from '../../../src/supervisor/watchers.ts'
import { aWorker } from '../../support/builders/a-project.ts'
import { someHands } from '../../support/fakes/hands.ts'
import { aSession } from '../../support/fakes/terminal.ts'
import { aStory, begin, exit, turn, workerOf } from '../../support/worlds/story.ts'
import { happen } from '../../support/worlds/world.ts'

function comingBack() {
  const world = aStory()
  begin(world, 'one')
  turn(world, 'one', 'idle')
  const hands = someHands(world)
  const watchers = createWatchers()
  const told: string[] = []
  const sensor = createAgentSensor(
    {
      hands: someHands(),
      state: () => world.state,
      observe: (...events) => {
        told.push(...events.map(event => event.kind))
        happen(world, ...events)
      },
    },
    () => false,
  )
  const receipts: string[] = []
  const listen: typeof sensor.listen = (worker, incarnation) => {
    const hear = sensor.listen(worker, incarnation)
    return observation => (observation.kind === 'receipt' ? void receipts.push(observation.sha256) : hear(observation))
  }
  return { world, hands, watchers, told, receipts, run: () => reconcile({ hands, watchers, listen, state: () => world.state }) }
}

test('an agent that survived the czar is watched again, and its old signals are not reported again', async () => {
  const { hands, watchers, told, receipts, run } = comingBack()
  hands.terminal.sessions = [aSession()]
  const said = { kind: 'turn', waitingFor: null, text: null, evidence: 'hook', strength: 'exact' } as const
  hands.agents.replay = [
    { kind: 'ready', evidence: 'hook', strength: 'exact' },
    { ...said, turn: 'busy' },
    { ...said, turn: 'idle' },
    { kind: 'receipt', sha256: 'x', chars: 1, evidence: 'hook' },
  ]
  expect(await run()).toEqual([])
  expect(watchers.agent('one' as WorkerId)?.incarnation).toBe(1)
  expect([told, receipts]).toEqual([[], []])
})

test("git is not asked again for the author of a surviving agent's commits, because its program has it", async () => {
  const { hands, watchers, run } = comingBack()
  hands.terminal.sessions = [aSession()]
  let asked = 0
  hands.git.authorship = async () => {
    asked += 1
    return null
  }
  await run()
  expect(watchers.agent('one' as WorkerId)).toBeDefined()
  expect(asked).toBe(0)
})

test('an agent that died while no czar ran is reported with the status that its pane has', async () => {
  const { hands, run } = comingBack()
  hands.terminal.sessions = [aSession({ dead: true })]
  hands.terminal.statuses.set(aSession().pane, 139)
  expect(await run()).toMatchObject([{ kind: 'agent.exited', how: 'exited', status: null, signal: 'SIGSEGV' }])
})

test('an end that tmux reports while the sessions are compared is not reported again', async () => {
  const { world, hands, run } = comingBack()
  hands.terminal.sessions = [aSession({ dead: true })]
  const facts = hands.terminal.facts
  hands.terminal.facts = async pane => {
    exit(world, 'one')
    return facts(pane)
  }
  expect(await run()).toEqual([])
})

test.each([
  ['there is no session', []],
  ['the server is another', [aSession({ server: 'later' as ServerId })]],
  ['the session is of another incarnation', [aSession({ marks: { worker: 'one', incarnation: 2 } })]],
  ['an empty shell has the name', [aSession({ marks: null })]],
])('an agent is gone when %s', async (_why, sessions) => {
  const { hands, run } = comingBack()
  hands.terminal.sessions = sessions
  expect(await run()).toMatchObject([{ kind: 'agent.exited', how: 'gone' }])
})

test("a worker whose profile is no longer in the file does not stop the czar's start", async () => {
  const { world, hands, run } = comingBack()
  hands.terminal.sessions = [aSession()]
  world.state = {
    ...world.state,
    workers: { ...world.state.workers, one: { ...workerOf(world, 'one'), config: aWorker('one', { agent: 'gone' }) } },
  }
  expect(await run()).toEqual([])
  expect(hands.agents.done).toEqual([])
})
