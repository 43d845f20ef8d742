import { expect, test } from 'vitest'
import type { Event } from '../../src/core/events/event.ts'
import type { WorkerId } from '../../src/core/model/ids.ts'
import { decide } from '../../src/core/policy/decide/decide.ts'
import { fold } from '../../src/core/state/fold.ts'
import type { State } from '../../src/core/state/types/state.ts'
import { aStory, begin, workerOf } from '../support/worlds/story.ts'
import { aReport, observed } from '../support/worlds/world.ts'

const one = 'one' as WorkerId

test('fault 10: a million events leave a state that is no larger than that of a tenth of them', { timeout: 300_000 }, () => {
  const world = aStory()
  begin(world, 'one')
  let state = world.state
  let sizeAtTenth = 0
  for (let number = 1; number <= 1_000_000; number++) {
    state = fold(state, { ...nth(number, state), seq: state.seq + 1, at: world.now + number * 10 })
    if (number === 100_000) sizeAtTenth = sizeOf(state)
    if (number % 1_000 !== 0) continue
    // The events that the policy itself records count too.
    for (const decision of decide(state, world.now + number * 10).decisions)
      if (decision.kind === 'record') state = fold(state, { ...decision.event, seq: state.seq + 1, at: world.now + number * 10 })
  }
  expect(state.seq).toBeGreaterThan(1_000_000)
  // Only the numbers in the state get longer.
  expect(sizeOf(state)).toBeLessThan(sizeAtTenth * 1.05)
  expect(sizeOf(state)).toBeLessThan(200_000)

  function nth(number: number, known: State): Event {
    const worker = workerOf({ ...world, state: known }, 'one')
    const about = { worker: one, incarnation: worker.agent?.incarnation ?? 1 }
    const kinds: readonly Event[] = [
      { kind: 'agent.novelty', ...about },
      {
        kind: 'agent.turn',
        ...about,
        turn: number % 14 < 7 ? 'busy' : 'idle',
        waitingFor: null,
        text: `turn ${number}`,
        evidence: 'hook',
        strength: 'exact',
      },
      { kind: 'report.received', worker: one, report: aReport('progress', { seq: number, text: `step ${number}` }) },
      observed(worker, `work${number}`),
      { kind: 'report.received', worker: one, report: aReport('say', { seq: number, text: `word ${number}`, to: 'all' }) },
      { kind: 'report.refused', worker: one, reason: `it is broken at ${number}` },
      { kind: 'agent.dialog', ...about, text: `Question ${number}?`, keys: null },
    ]
    return kinds[number % kinds.length] ?? { kind: 'agent.novelty', ...about }
  }
})

function sizeOf(state: State): number {
  return JSON.stringify(state).length
}
