import { expect, test } from 'vitest'
import type { Journaled } from '../../src/core/events/event.ts'
import { aSprint, outcomes } from './a-sprint.ts'

const mix = { workers: 4, bonus: 0, misreading: 0, troubled: 0, only: 'limited' } as const

test('workers whose shared account meets a limit are neither asked nor restarted until it ends, and then finish their tasks', () => {
  for (const seed of ['one', 'two', 'three']) {
    const journal: Journaled[] = []
    const sprint = aSprint({ seed, mix, mostHours: 20, onEvent: event => void journal.push(event) })
    const times = (kind: Journaled['kind']) => journal.filter(event => event.kind === kind).length
    expect(times('agent.limited'), 'the limit was met').toBeGreaterThan(0)
    const renewed = journal.filter(event => event.kind === 'ladder.climbed' && event.rung === 'fresh' && event.matter === 'rejected')
    expect(times('agent.started'), 'one agent each, but where claims were rejected').toBe(mix.workers + renewed.length)
    const asked = journal.filter(event => event.kind === 'ladder.climbed' && isDuringLimit(journal, event.at))
    expect(asked, 'no question while they wait').toEqual([])
    expect(new Set(Object.values(outcomes(sprint)))).toEqual(new Set(['verified']))
    expect(sprint.tally.lost).toEqual([])
  }
})

/** Whether the moment lies between the first time that an agent met the limit and the time when the account worked again. */
function isDuringLimit(journal: readonly Journaled[], at: number): boolean {
  const last = journal.findLast(event => (event.kind === 'agent.limited' || event.kind === 'account.released') && event.at <= at)
  return last?.kind === 'agent.limited'
}
