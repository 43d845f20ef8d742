import { expect, test } from 'vitest'
import { JournalCorrupt, StaleEpoch } from '../../src/adapters/journal/journal-errors.ts'
import type { Action } from '../../src/core/events/decision.ts'
import type { Event } from '../../src/core/events/event.ts'
import { ToolError } from '../../src/core/model/errors.ts'
import type { WorkerId } from '../../src/core/model/ids.ts'
import { emptyState } from '../../src/core/state/empty.ts'
import { fold } from '../../src/core/state/fold.ts'
import { createLoop } from '../../src/supervisor/loop.ts'
import { aProject } from '../support/builders/a-project.ts'
import { createFakeClock, settled } from '../support/fakes/clock.ts'
import { createFakeLedger } from '../support/fakes/ledger.ts'

const ready: Event = {
  kind: 'worktree.ready',
  worker: 'one' as WorkerId,
  path: '/worktrees/one',
  branch: 'feat/one',
  startSha: 'start' as never,
  includes: [],
}
const started: Event = {
  kind: 'agent.started',
  worker: 'one' as WorkerId,
  incarnation: 1,
  server: 'server' as never,
  session: '$1' as never,
  pane: '%1' as never,
  pid: 1,
  pidStart: null,
  resumed: null,
}

function preparesOnly(action: Action): Promise<readonly Event[]> {
  return action.do === 'prepare_worktree' ? Promise.resolve([ready]) : new Promise(() => {})
}

const diskFull = new ToolError('no space left on device', { command: ['sqlite'], reason: 'failed' })

/** The supervisor's loop for a fleet of one worker. Its actions do what `hand` does. Other calls outside never finish. */
function aLoop(hand: (action: Action) => Promise<readonly Event[]> = () => new Promise(() => {}), missed = (): readonly Event[] => []) {
  const ledger = createFakeLedger()
  const clock = createFakeClock()
  const performed: string[] = []
  const degraded: string[] = []
  const fatal: unknown[] = []
  const loop = createLoop({
    initial: emptyState,
    epoch: 1,
    ledger,
    clock,
    missed,
    perform: action => {
      performed.push(`${action.do} after ${ledger.events.at(-1)?.kind}`)
      return hand(action)
    },
    onEvents: () => {},
    onDegraded: reason => degraded.push(reason),
    onFatal: error => fatal.push(error),
  })
  const launch = () => {
    loop.open({ kind: 'czar.started', epoch: 1, pid: 1, host: 'here', version: '0' }, { kind: 'project.loaded', project: aProject() })
    loop.begin()
  }
  const kinds = () => ledger.events.map(event => event.kind)
  return { loop, ledger, clock, performed, degraded, fatal, launch, kinds }
}

test('before the czar begins, the loop takes events and decides nothing', () => {
  const { loop, kinds, performed } = aLoop()
  loop.open({ kind: 'czar.started', epoch: 1, pid: 1, host: 'here', version: '0' }, { kind: 'project.loaded', project: aProject() })
  expect(kinds()).toEqual(['czar.started', 'project.loaded'])
  expect(performed).toEqual([])
})

test("events from before the czar's start event are recorded after it, and a gap before that start does not count", () => {
  const gaps: Event[] = [{ kind: 'system.slept', forMs: 60_000 }]
  const { loop, launch, kinds } = aLoop(undefined, () => gaps.splice(0))
  loop.observe(ready)
  loop.observe(ready)
  loop.observe()
  expect(kinds()).toEqual([])
  launch()
  expect(kinds().slice(0, 4)).toEqual(['czar.started', 'project.loaded', 'worktree.ready', 'health.changed'])
})

test('records are written first, then intents are in the journal, and only then an effect is carried out', () => {
  const { launch, kinds, performed } = aLoop()
  launch()
  expect(kinds()).toEqual(['czar.started', 'project.loaded', 'health.changed', 'effect.intended'])
  expect(performed).toEqual(['prepare_worktree after effect.intended'])
})

test("the journal's events fold to the loop's state, event for event", async () => {
  const { launch, ledger, loop } = aLoop(preparesOnly)
  launch()
  await settled()
  expect(ledger.events.reduce(fold, emptyState)).toEqual(loop.state())
})

test('a long gap in the loop is recorded before the events that came meanwhile', async () => {
  const gaps: Event[] = []
  const { loop, launch, kinds } = aLoop(undefined, () => gaps.splice(0))
  launch()
  gaps.push({ kind: 'system.slept', forMs: 60_000 })
  loop.observe(ready)
  expect(kinds().slice(-2)).toEqual(['system.slept', 'worktree.ready'])
  gaps.push({ kind: 'system.slept', forMs: 70_000 })
  loop.observe()
  expect(kinds().at(-1)).toBe('system.slept')
})

test('the events of an effect and its end are written together', async () => {
  const batches: string[][] = []
  const { launch, ledger } = aLoop(preparesOnly)
  ledger.guard = events => void batches.push(events.map(event => event.kind))
  launch()
  await settled()
  expect(batches).toContainEqual(['worktree.ready', 'effect.done'])
})

test('a failed effect is tried again when its time has come, and not before', async () => {
  const { launch, clock, performed, kinds } = aLoop(() => Promise.reject(new Error('no disk')))
  launch()
  await settled()
  expect(kinds()).toContain('effect.failed')
  await clock.pass(1_999)
  expect(performed).toHaveLength(1)
  await clock.pass(1)
  expect(performed).toHaveLength(2)
})

test('one timer is set to the time at which the policy wants to run again', async () => {
  const { loop, launch, clock } = aLoop(() => Promise.reject(new Error('no disk')))
  launch()
  await settled()
  expect(clock.due()).toEqual([clock.now() + 2_000])
  loop.stop()
  expect(clock.due()).toEqual([])
})

test('an event that cannot be written is kept, and written when the journal works again', async () => {
  const { loop, launch, ledger, clock, degraded, kinds } = aLoop()
  launch()
  ledger.failure = diskFull
  loop.observe(ready)
  expect(degraded).toEqual(['no space left on device'])
  expect(loop.state().workers['one']?.worktree).toBeNull()
  ledger.failure = null
  await clock.pass(1_000)
  expect(kinds().filter(kind => kind === 'worktree.ready')).toHaveLength(1)
  expect(loop.state().workers['one']?.worktree).not.toBeNull()
})

test('fault 10: while the journal cannot be written, repeated events of the same kind are not kept', async () => {
  const { loop, launch, ledger, clock, kinds } = aLoop()
  launch()
  ledger.failure = diskFull
  const turn = (state: 'busy' | 'idle'): Event => ({
    kind: 'agent.turn',
    worker: 'one' as WorkerId,
    incarnation: 1,
    turn: state,
    waitingFor: null,
    text: null,
    evidence: 'hook',
    strength: 'exact',
  })
  for (let hour = 0; hour < 1_000; hour++) loop.observe(ready, turn('busy'))
  loop.observe(turn('idle'), turn('busy'))
  ledger.failure = null
  await clock.pass(1_000)
  expect(kinds().filter(kind => kind === 'worktree.ready')).toHaveLength(1)
  expect(kinds().filter(kind => kind === 'agent.turn')).toHaveLength(3)
})

test('an intent that could not be written is decided anew, and its effect is carried out exactly once', async () => {
  const { launch, ledger, clock, performed, kinds } = aLoop()
  ledger.guard = events => {
    if (events.some(event => event.kind === 'effect.intended')) throw diskFull
  }
  launch()
  await clock.pass(5_000)
  expect(performed).toEqual([])
  ledger.guard = () => {}
  await clock.pass(1_000)
  expect(performed).toEqual(['prepare_worktree after effect.intended'])
  expect(kinds().filter(kind => kind === 'effect.intended')).toHaveLength(1)
})

test('a decision that was made while the journal could not be written is not made twice', async () => {
  const { launch, ledger, clock, kinds } = aLoop()
  ledger.guard = events => {
    if (events.some(event => event.kind === 'health.changed')) throw diskFull
  }
  launch()
  await clock.pass(3_000)
  ledger.guard = () => {}
  await clock.pass(1_000)
  expect(kinds()).toEqual(['czar.started', 'project.loaded', 'health.changed', 'effect.intended'])
})

test.each([
  ['another czar took over', new StaleEpoch('/journal', 1, 2)],
  ['the journal is damaged', new JournalCorrupt('/journal', 7, 'checksum')],
])('the loop stops for good when %s', async (_why, error) => {
  const { loop, launch, ledger, clock, fatal, performed } = aLoop()
  launch()
  ledger.failure = error
  loop.observe(ready)
  expect(fatal).toEqual([error])
  ledger.failure = null
  loop.observe(ready)
  await clock.pass(60_000)
  expect(performed).toHaveLength(1)
  expect(ledger.events.filter(event => event.kind === 'worktree.ready')).toEqual([])
})

test('an event that an effect reports during its call is recorded after the call', () => {
  const made = aLoop(() => {
    made.loop.observe({ kind: 'person.told', worker: 'one' as WorkerId, text: 'x' })
    expect(made.kinds().at(-1), 'not within the round').toBe('effect.intended')
    return new Promise(() => {})
  })
  made.launch()
  expect(made.kinds().at(-1)).toBe('person.told')
})

test('a sleep of the machine during a write is recorded before the next decision', async () => {
  const gaps: Event[] = []
  const { loop, ledger, clock, launch, kinds, performed } = aLoop(
    action => Promise.resolve(action.do === 'prepare_worktree' ? [ready] : [started]),
    () => gaps.splice(0),
  )
  launch()
  await settled()
  expect(performed.filter(done => done.startsWith('start_agent'))).toHaveLength(1)
  const { now } = clock
  ledger.guard = () => {
    ledger.guard = () => {}
    Object.assign(clock, { now: () => now() + 8 * 3_600_000 })
    gaps.push({ kind: 'system.slept', forMs: 8 * 3_600_000 })
  }
  const { length } = ledger.events
  loop.observe({ kind: 'git.refs', base: 'start' as never, branches: {}, standing: {}, kept: [] })
  expect(kinds().slice(length)).toEqual(['git.refs', 'system.slept'])
  expect(performed.filter(done => done.startsWith('end_agent'))).toEqual([])
})
