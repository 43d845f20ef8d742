import { expect, test } from 'vitest'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import { createPaneLocks } from '../../../src/supervisor/delivery/pane-locks.ts'
import { answerDialog } from '../../../src/supervisor/effects/answer-dialog.ts'
import { endAgent } from '../../../src/supervisor/effects/end-agent.ts'
import { createPerform } from '../../../src/supervisor/effects/perform.ts'
import { startAgent } from '../../../src/supervisor/effects/start-agent.ts'
import { createWatchers } from '../../../src/supervisor/watchers.ts'
import { type FakeHands, someHands } from '../../support/fakes/hands.ts'
import { aSession } from '../../support/fakes/terminal.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { act, aStory, begin, workerOf } from '../../support/worlds/story.ts'
import { happen } from '../../support/worlds/world.ts'

const one = 'one' as WorkerId

async function starting() {
  const world = aStory()
  act(world, 'prepare_worktree', 'one')
  const directory = await temporaryDirectory()
  const fakes = someHands(world)
  const hands: FakeHands = {
    ...fakes,
    paths: { ...fakes.paths, agentDir: (worker, incarnation) => `${directory}/${worker}/${incarnation}` },
  }
  const watchers = createWatchers()
  const request = { worker: workerOf(world, 'one'), incarnation: 2, resume: null, observe: () => {} }
  return { hands, watchers, run: () => startAgent(hands, watchers, request) }
}

test('an agent is watched before it is started, so that no first signal is missed', async () => {
  const { hands, watchers, run } = await starting()
  expect(await run()).toMatchObject([{ kind: 'agent.started', incarnation: 2, session: '$1', pane: '%1' }])
  expect(hands.agents.done).toEqual(['prepare:2', 'watch:2'])
  expect(watchers.agent(one)?.incarnation).toBe(2)
})

test('the session of the very incarnation that an earlier czar started is adopted', async () => {
  const { hands, run } = await starting()
  hands.terminal.sessions = [aSession({ marks: { worker: 'one', incarnation: 2 } })]
  expect(await run()).toMatchObject([{ kind: 'agent.started', session: '$one' }])
  expect(hands.terminal.done).toEqual([])
})

test.each([
  ['an older incarnation', aSession()],
  ['a dead pane of this incarnation', aSession({ marks: { worker: 'one', incarnation: 2 }, dead: true })],
  ['a session that somebody made under its name', aSession({ marks: null })],
])('%s is removed before an agent starts', async (_what, session) => {
  const { hands, run } = await starting()
  hands.terminal.sessions = [session, aSession({ name: 'another', session: '$2' as never })]
  await run()
  expect(hands.terminal.done).toEqual(['end:$one', 'create:sample-worker-one'])
})

function ending() {
  const world = aStory()
  begin(world, 'one')
  const hands = someHands(world)
  hands.terminal.sessions = [aSession()]
  return { hands, worker: workerOf(world, 'one'), world }
}

test('at its end an agent is asked to exit, its uncommitted work is saved, and then its session is closed', async () => {
  const { hands, worker } = ending()
  const saved: string[] = []
  hands.git.rescue = async id => {
    saved.push(`${id} after ${hands.terminal.done.at(-1)}`)
    return null
  }
  const ended = endAgent(hands, createWatchers(), { worker, reason: 'finished' })
  await hands.clock.pass(2_100)
  expect(await ended).toEqual([{ kind: 'agent.ended', worker: one, incarnation: 1, reason: 'finished' }])
  expect(hands.terminal.done).toEqual(['keys:%one:C-c', 'keys:%one:C-c', 'end:$one'])
  expect(saved).toEqual(['one after keys:%one:C-c'])
})

test("work that cannot be saved, or a session that is gone, does not prevent an agent's end", async () => {
  const { hands, worker } = ending()
  hands.git.rescue = () => Promise.reject(new Error('locked'))
  hands.terminal.sessions = []
  const ended = endAgent(hands, createWatchers(), { worker, reason: 'not_ready' })
  expect(await ended).toMatchObject([{ kind: 'agent.ended', reason: 'not_ready' }])
  expect(hands.logged).toEqual(['the uncommitted work could not be saved before the end of the agent'])
})

test('an answer to a dialog that the terminal refused does not count as given', async () => {
  const { hands, world } = ending()
  const perform = createPerform({
    hands,
    watchers: createWatchers(),
    locks: createPaneLocks(),
    state: () => world.state,
    observe: () => {},
    lookAtRefs: async () => {},
    lookAtGit: async () => {},
    lookForDuplicates: async () => {},
    onAgent: () => () => {},
    terminalReady: async () => {},
    signal: new AbortController().signal,
  })
  const action = { do: 'answer_dialog', worker: one, incarnation: 1, keys: ['Enter'] } as const
  hands.agents.reading = { ...hands.agents.reading, dialog: { text: 'Trust this folder?', keys: ['Enter'] } }
  hands.terminal.refusal = 'person-typing'
  await expect(perform(action, 'x' as never)).rejects.toThrow('could not be answered: person-typing')
  hands.terminal.refusal = null
  expect(await perform(action, 'x' as never)).toMatchObject([{ kind: 'agent.dialog_answered' }])

  const before = [...hands.terminal.done]
  hands.agents.reading = { ...hands.agents.reading, dialog: null, composer: 'unknown' }
  expect(await perform(action, 'x' as never), 'another screen in its place').toMatchObject([{ kind: 'agent.ready' }])
  expect(hands.terminal.done).toEqual(before)
})

test('the answer to a permission request that only the program reported is typed, unless a composer is on the screen', async () => {
  const { hands, world } = ending()
  const asked = { waitingFor: 'permission', text: 'Bash: make', evidence: 'hook', strength: 'exact' } as const
  happen(world, { kind: 'agent.ready', worker: one, incarnation: 1, evidence: 'hook', strength: 'exact' })
  happen(world, { kind: 'agent.turn', worker: one, incarnation: 1, turn: 'waiting', ...asked })
  happen(world, { kind: 'person.permitted', worker: one, incarnation: 1, isAllowed: true, asked: 'Bash: make', keys: ['Enter'] })
  const answer = (composer: 'unknown' | 'empty') => {
    hands.agents.reading = { ...hands.agents.reading, dialog: null, composer }
    const context = { hands, locks: createPaneLocks(), state: () => world.state }
    return answerDialog(context, workerOf(world, 'one'), { do: 'answer_dialog', worker: one, incarnation: 1, keys: ['Enter'] })
  }
  expect(await answer('empty'), 'answered at the pane').toMatchObject([{ kind: 'agent.ready' }])
  expect(hands.terminal.done).toEqual([])
  expect(await answer('unknown')).toMatchObject([{ kind: 'agent.dialog_answered' }])
  expect(hands.terminal.done).toEqual(['keys:%one:Enter'])
})

test('an agent is not replaced by a fresh one while a person types at its pane, and is replaced when they have gone', async () => {
  const { hands, worker } = ending()
  const facts = hands.terminal.facts
  const at = (writers: number) => async (pane: never) => ({ ...(await facts(pane)), writers, lastKeyAgoMs: 100 })
  const replaced = { ...worker, fresh: true }
  hands.terminal.facts = at(1)
  await expect(endAgent(hands, createWatchers(), { worker: replaced, reason: 'restart' })).rejects.toThrow(
    'a person is at its pane (typing)',
  )
  expect(hands.terminal.done).toEqual([])
  hands.terminal.facts = at(0)
  const ended = endAgent(hands, createWatchers(), { worker: replaced, reason: 'restart' })
  await hands.clock.pass(2_100)
  expect(await ended).toMatchObject([{ kind: 'agent.ended' }])
})
