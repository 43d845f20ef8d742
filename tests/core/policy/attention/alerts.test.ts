import { describe, expect, test } from 'vitest'
import type { AlertConfig, QuietHours } from '../../../../src/core/model/alert.ts'
import { alertTroubles } from '../../../../src/core/policy/attention/alerts.ts'
import { decide } from '../../../../src/core/policy/decide/decide.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aWorker } from '../../../support/builders/a-project.ts'
import { aStory, begin, pass, report, say } from '../../../support/worlds/story.ts'
import { carryOut, playHonestly, restartCzar, type World } from '../../../support/worlds/world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const webhook: AlertConfig = { name: 'webhook', via: 'webhook', on: ['attention'], afterMs: 30_000 }
const workers = [aWorker('one'), aWorker('two')]

/** Limits that are so long that silence never leads to an attention item in these tests. */
const patient = { ackWithinMs: 100 * HOUR, idleAfterMs: 100 * HOUR, stuckAfterMs: 100 * HOUR }

/** A fleet of two workers, both at work. */
function atWork(alerts: readonly AlertConfig[] = [webhook], quiet: readonly [from: number, to: number] | null = null): World {
  const quietHours = quiet === null ? null : { fromMinute: quiet[0] * 60, toMinute: quiet[1] * 60, zone: 'UTC' }
  const world = aStory({ workers, alerts, concurrency: 2, policy: { ...aPolicy, ...patient, quietHours } })
  for (const { id } of workers) {
    begin(world, id)
    report(world, id, 'ack')
  }
  return world
}

function ask(world: World, id = 'one', text = 'Which port?'): void {
  report(world, id, 'blocked', { text })
}

/** The alerts that are being sent, as `channel: keys of the items`. */
function telling(world: World): readonly string[] {
  return world.deeds.flatMap(({ action }) =>
    action.do === 'alert' ? [`${action.alert}: ${action.matters.map(({ key }) => key).join(' ')}`] : [],
  )
}

function tell(world: World, goesWrong = false): void {
  const deed = world.deeds.find(({ action }) => action.do === 'alert')
  if (deed === undefined) throw new Error('nobody is being told of anything')
  carryOut(world, deed, goesWrong)
}

describe('an attention item', () => {
  test("causes an alert if it is still open after the alert's delay, and then no other alert", () => {
    const world = atWork()
    ask(world)
    pass(world, 29_999)
    expect(telling(world)).toEqual([])
    pass(world, 1)
    expect(telling(world)).toEqual(['webhook: question:one'])
    tell(world)
    pass(world, 10 * HOUR)
    expect(telling(world)).toEqual([])
  })

  test('causes no alert if it is settled before the delay ends', () => {
    const world = atWork()
    ask(world)
    pass(world, 29_000)
    report(world, 'one', 'progress')
    pass(world, HOUR)
    expect(telling(world)).toEqual([])
  })

  test('causes another alert if it is raised again', () => {
    const world = atWork()
    ask(world)
    pass(world, MINUTE)
    tell(world)
    report(world, 'one', 'progress')
    ask(world)
    pass(world, MINUTE)
    expect(telling(world)).toEqual(['webhook: question:one'])
  })

  test('causes another alert if its question changes, and none if only a number in it changes', () => {
    const world = atWork()
    ask(world, 'one', 'tried 3 times, what now?')
    pass(world, MINUTE)
    tell(world)
    ask(world, 'one', 'tried 4 times, what now?')
    pass(world, MINUTE)
    expect(telling(world)).toEqual([])
    ask(world, 'one', 'May I drop the table?')
    pass(world, MINUTE)
    expect(telling(world)).toEqual(['webhook: question:one'])
  })

  test('shares one alert with all items that are due, and later items go into the next alert', () => {
    const world = atWork([{ ...webhook, afterMs: 0 }])
    ask(world, 'one')
    ask(world, 'two')
    expect(telling(world)).toEqual(['webhook: question:one'])
    report(world, 'one', 'progress')
    ask(world, 'one')
    expect(telling(world)).toEqual(['webhook: question:one'])
    tell(world)
    expect(telling(world)).toEqual(['webhook: question:one question:two'])
  })

  test("is sent through each channel after the channel's delay", () => {
    const world = atWork([{ ...webhook, name: 'bell', afterMs: 0 }, webhook, { ...webhook, name: 'end', on: ['finished'] }])
    ask(world)
    expect(telling(world)).toEqual(['bell: question:one'])
    tell(world)
    pass(world, MINUTE)
    expect(telling(world)).toEqual(['webhook: question:one'])
  })

  test('is not sent through a channel that is added while the fleet is being stopped', () => {
    const world = atWork()
    ask(world)
    say(world, { kind: 'person.stop', worker: null })
    pass(world, HOUR)
    expect(telling(world)).toEqual([])
  })
})

describe('a czar that was killed', () => {
  test('does not repeat an alert that the journal has as sent', () => {
    const world = atWork()
    ask(world)
    pass(world, MINUTE)
    tell(world)
    restartCzar(world)
    pass(world, HOUR)
    expect(telling(world)).toEqual([])
  })

  test('sends an alert that it was about to send', () => {
    const world = atWork()
    ask(world)
    pass(world, MINUTE)
    const before = world.deeds.find(({ action }) => action.do === 'alert')
    restartCzar(world)
    const after = world.deeds.find(({ action }) => action.do === 'alert')
    expect(after?.effect).toBe(before?.effect)
    expect(after?.effect).toMatch(/^alert:webhook:\d+$/)
  })

  test("counts an alert's delay from the item's raising, not from its restart", () => {
    const world = atWork()
    ask(world)
    pass(world, 20_000)
    restartCzar(world)
    pass(world, 10_000)
    expect(telling(world)).toEqual(['webhook: question:one'])
  })
})

describe('quiet hours', () => {
  test('delay alerts for items in them to their end, as one alert', () => {
    const world = atWork([webhook], [22, 7])
    ask(world, 'one')
    pass(world, HOUR)
    ask(world, 'two')
    expect(decide(world.state, world.now).wakeAt).toBe(7 * HOUR)
    pass(world, 7 * HOUR - world.now - 1)
    expect(telling(world)).toEqual([])
    pass(world, 1)
    expect(telling(world)).toEqual(['webhook: question:one question:two'])
  })

  test('delay alerts for items that were raised before them and are due in them', () => {
    const world = atWork([{ ...webhook, afterMs: 2 * HOUR }], [1, 7])
    ask(world)
    expect(decide(world.state, world.now).wakeAt).toBe(7 * HOUR)
  })

  test('cause no alert afterwards for items that were settled in them', () => {
    const world = atWork([webhook], [22, 7])
    ask(world)
    pass(world, HOUR)
    report(world, 'one', 'progress')
    pass(world, 12 * HOUR)
    expect(telling(world)).toEqual([])
  })

  test('are kept by a czar that was restarted in them', () => {
    const world = atWork([webhook], [22, 7])
    ask(world)
    restartCzar(world)
    pass(world, HOUR)
    expect(telling(world)).toEqual([])
    pass(world, 7 * HOUR)
    expect(telling(world)).toEqual(['webhook: question:one'])
  })
})

describe('an alert that cannot be sent', () => {
  function failing(): World {
    const world = atWork()
    ask(world)
    pass(world, MINUTE)
    for (const waitMs of [2_000, 4_000]) {
      tell(world, true)
      expect(telling(world)).toEqual([])
      pass(world, waitMs)
    }
    tell(world, true)
    return world
  }

  test('is tried three times, with growing pauses, and then only shown in the status', () => {
    const world = failing()
    pass(world, 10 * HOUR)
    expect(telling(world)).toEqual([])
    expect(alertTroubles(world.state)).toMatchObject([{ name: 'webhook', reason: 'it went wrong', count: 3 }])
    expect(Object.keys(world.state.attention)).toEqual(['question:one'])
  })

  test('is sent with the next item, and after this success the channel has no error any more', () => {
    const world = failing()
    ask(world, 'two')
    pass(world, MINUTE)
    expect(telling(world)).toEqual(['webhook: question:one question:two'])
    tell(world)
    expect(alertTroubles(world.state)).toEqual([])
    pass(world, 10 * HOUR)
    expect(telling(world)).toEqual([])
  })
})

describe('the end of the project', () => {
  const both: AlertConfig = { ...webhook, on: ['attention', 'finished'] }

  test('causes an alert through channels that ask for it', () => {
    const world = aStory({ alerts: [both, { ...webhook, name: 'other' }] })
    playHonestly(world)
    expect(telling(world)).toEqual(['webhook: finished'])
    tell(world)
    expect(decide(world.state, world.now)).toEqual({ decisions: [], wakeAt: null })
  })

  test('sends alerts for open items at once, because no czar will run when their delay ends', () => {
    const world = endingBadly(null)
    expect(telling(world)).toEqual(['webhook: failed:one finished'])
  })

  test('causes an alert at once, also in quiet hours', () => {
    const world = endingBadly({ fromMinute: 0, toMinute: 420, zone: 'UTC' })
    expect(decide(world.state, world.now)).toEqual({ decisions: [], wakeAt: null })
  })

  function endingBadly(quietHours: QuietHours | null): World {
    const world = aStory({ alerts: [both], policy: { ...aPolicy, quietHours } })
    for (let tries = 0; tries < 3; tries++) {
      const deed = world.deeds[0]
      if (deed !== undefined) carryOut(world, deed, true)
      pass(world, 10_000)
    }
    expect(world.state.czar.phase).toBe('finished')
    return world
  }
})
