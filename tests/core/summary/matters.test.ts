import { expect, test } from 'vitest'
import type { Event, Journaled } from '../../../src/core/events/event.ts'
import { account, openAccount } from '../../../src/core/summary/account.ts'
import { summarize } from '../../../src/core/summary/summarize.ts'
import { aNight, minute } from '../../support/worlds/a-night.ts'

const api = { worker: 'api' as never }
const limit = {
  kind: 'agent.limited',
  ...api,
  incarnation: 2,
  account: 'work',
  resetAt: null,
  limit: 'quota',
  text: 'come back at 5',
} as const
const limited: Event = { ...limit, said: 1, strength: 'exact', evidence: 'hook' }
const ended = (reason: string) => ({ kind: 'agent.ended', ...api, incarnation: 2, reason }) as Event
const climbed = (rung: string) =>
  ({ kind: 'ladder.climbed', ...api, incarnation: 2, rung, about: 'progress', matter: 'silence', evidence: [] }) as never

/** The timeline and the summary after the events of `aNight` and these events. */
function after(...events: readonly Event[]) {
  const night = aNight()
  const more = events.map((event, index) => ({ ...event, seq: night.length + 1 + index, at: minute(450) })) as Journaled[]
  const summary = summarize([...night, ...more].reduce(account, openAccount(minute(450))), 0)
  return { told: summary.timeline.map(({ worker, text }) => `${worker ?? '-'}: ${text}`), summary }
}

test.each<[string, Event, readonly string[]]>([
  [
    'a budget that is used up',
    { kind: 'budget.exceeded', ...api, of: 'worker', what: 'usd', spent: 5.02, limit: 5 },
    ['api: its budget is used up: $5.02 of $5.00'],
  ],
  [
    "the fleet's that is low",
    { kind: 'budget.low', worker: null, what: 'usd', spent: 4, limit: 5 },
    ["-: the fleet's budget is nearly used up: $4.00 of $5.00"],
  ],
  ['a fresh agent of the ladder', climbed('fresh'), ['api: its agent is replaced because of its progress: silence']],
  ['a question of the ladder', climbed('ask'), []],
  ['an agent that was not ready', ended('not_ready'), ['api: its agent was replaced: not ready']],
  ['an agent that had done its work', ended('finished'), []],
  ['an agent whose budget is used up', ended('over'), []],
  ['a task that a person dropped', { kind: 'task.dropped', task: 'bench' as never }, ['-: a person dropped bench']],
  [
    'a czar that was interrupted',
    { kind: 'czar.let_go', reason: 'interrupted' },
    ['-: the czar exited and left the agents running: interrupted'],
  ],
  [
    'a sleep',
    { kind: 'system.slept', forMs: 29_100_000 },
    ['-: the czar did not run for 8h 5m: the machine slept or suspended it, or the clock was set forward'],
  ],
  [
    'a czar that nobody launched again',
    { kind: 'czar.abandoned', ends: 4, hasFailed: false, forMs: 19_200_000 },
    ['-: the czar was killed or crashed 4 times within an hour and was not launched again for 5h 20m'],
  ],
  [
    'a czar that could not be launched again',
    { kind: 'czar.abandoned', ends: 1, hasFailed: true, forMs: 60_000 },
    ['-: the czar was killed or crashed and could not be launched again for 1m'],
  ],
  ['the end after the end', { kind: 'czar.stopped', reason: 'finished' }, []],
  ['a disk that is nearly full', { kind: 'disk.space', low: { path: '/w', free: 3e8 } }, ['-: only 300 MB are free on the disk of /w']],
  ['a disk with room again', { kind: 'disk.space', low: null }, ['-: the disks have free space again']],
  ['a remote that is gone', { kind: 'git.fetched', problem: 'no route' }, ['-: the czar cannot fetch from the remote: no route']],
  [
    'a pull request',
    { kind: 'pull_request.seen', ...api, branch: 'feat/api', number: 8, url: null },
    ['api: pull request #8 of feat/api was seen'],
  ],
  ['a matter that is settled already', { kind: 'attention.settled', key: 'api.permission', reason: 'x' }, []],
])('for %s the summary has exactly the expected lines', (_what, event, told) => {
  expect(after(event).told).toEqual(told)
})

test('an account that is limited already is not reported again in the summary', () => {
  expect(after(limited, { ...limited, said: 2 } as Event).told).toEqual(['api: account work is limited (quota): come back at 5'])
})

test('only an agent that was ended for a fresh one counts as replaced', () => {
  const restarts = (reason: string) => after(ended(reason)).summary.workers.find(({ worker }) => worker === 'api')?.help.restarts
  expect(['restart', 'not_ready', 'undelivered', 'finished', 'stopped', 'over'].map(restarts)).toEqual([1, 1, 1, 0, 0, 0])
})

test("people's changes of the queue count as their decisions, and the ladder's steps as the czar's", () => {
  expect(after({ kind: 'task.dropped', task: 'bench' as never }, climbed('ask')).summary.decisions).toMatchObject({ czar: 1, person: 1 })
})

test('an action that is not tried again is reported once, and counts as given up', () => {
  const fails: Event = { kind: 'effect.failed', effect: 'verify:api:a3' as never, reason: 'no space' }
  const { told, summary } = after(fails, fails, fails, fails)
  expect(told).toEqual(['-: gave up verify:api:a3: no space'])
  expect(summary.czar.failed_operations).toEqual([{ action: 'verify', times: 4, given_up: 1, reason: 'no space' }])
})
