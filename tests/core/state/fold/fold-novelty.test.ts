import { expect, test } from 'vitest'
import { fold } from '../../../../src/core/state/fold.ts'
import { about, aStory, begin } from '../../../support/worlds/story.ts'

test("an agent's output moves the time of its last new output and its screen's mark, and nothing else", () => {
  const world = aStory()
  begin(world, 'one')
  const { state } = world
  const { one, ...others } = state.workers
  const event = { kind: 'agent.novelty', ...about(world, 'one'), seq: state.seq + 1, at: state.at + 5 } as const
  expect(fold(state, event)).toEqual({
    ...state,
    seq: event.seq,
    at: event.at,
    workers: {
      ...others,
      one: { ...one, agent: { ...one?.agent, noveltyAt: event.at }, signs: { ...one?.signs, screen: { seq: event.seq, at: event.at } } },
    },
  })
})

test('late output of an earlier agent, or of an unknown worker, changes nothing but the position in the journal', () => {
  const world = aStory()
  begin(world, 'one')
  const { state } = world
  const late = { ...about(world, 'one'), incarnation: about(world, 'one').incarnation - 1 }
  for (const whose of [late, { ...late, worker: '__proto__' as typeof late.worker }]) {
    const event = { kind: 'agent.novelty', ...whose, seq: state.seq + 1, at: state.at + 5 } as const
    const after = fold(state, event)
    expect(after).toEqual({ ...state, seq: event.seq, at: event.at })
    expect(after.workers).toBe(state.workers)
  }
})
