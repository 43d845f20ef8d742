import { expect, test } from 'vitest'
import type { Journaled } from '../../../src/core/events/event.ts'
import { hearAlerts } from '../../../src/ui/overview/hear-alerts.ts'

const alert = (seq: number, name = 'bell', kind = 'alert.sent') =>
  ({ kind, alert: name, matters: [], how: '1 dashboard', seq, at: seq }) as unknown as Journaled

/** Projects whose events and newest number the test sets. */
function projects() {
  const known = new Map<string, { seq: number | null; events: readonly Journaled[] }>()
  let tell = () => {}
  const heard: string[] = []
  const hubs = {
    attend: (listener: () => void) => {
      tell = listener
      return () => (tell = () => {})
    },
    rows: () => [...known.keys()].map(id => ({ id })) as never,
    find: (id: string) => {
      const one = known.get(id)
      if (one === undefined) return null
      const eventsAfter = (after: number) => one.events.filter(({ seq }) => seq > after).slice(0, 2)
      return { view: () => (one.seq === null ? null : { seq: one.seq }), eventsAfter } as never
    },
  }
  const forget = hearAlerts(hubs, project => heard.push(project))
  const become = (id: string, events: readonly Journaled[], seq: number | null = events.at(-1)?.seq ?? 0) => {
    known.set(id, { seq, events })
    tell()
  }
  return { heard, become, forget, tell: () => tell() }
}

test('an alert to terminals is heard once, with its project, and earlier alerts and those of other channels are not', () => {
  const { heard, become, tell } = projects()
  become('shop', [alert(1), alert(2)])
  become('tools', [], null)
  expect(heard).toEqual([])
  become('shop', [alert(1), alert(2), alert(3, 'webhook'), alert(4, 'bell', 'alert.unheard'), alert(5, 'command')])
  expect(heard).toEqual([])
  become('tools', [alert(1)])
  expect(heard).toEqual([])
  become('tools', [alert(1), alert(2, 'tmux-2')])
  tell()
  expect(heard).toEqual(['tools'])
})

test('an alert among many events is heard, although events are read in pages', () => {
  const { heard, become } = projects()
  become('shop', [alert(1)])
  become('shop', [alert(1), ...[2, 3, 4].map(seq => alert(seq, 'command')), alert(5)])
  expect(heard).toEqual(['shop'])
})

test('a project that was cleaned and launched again is heard from its first new event on', () => {
  const { heard, become } = projects()
  become('shop', [alert(1, 'command'), alert(9, 'command')])
  become('shop', [alert(1, 'command')])
  become('shop', [alert(1, 'command'), alert(2)])
  expect(heard).toEqual(['shop'])
})

test('nothing is heard after the end', () => {
  const { heard, become, forget } = projects()
  become('shop', [alert(1)])
  forget()
  become('shop', [alert(1), alert(2)])
  expect(heard).toEqual([])
})
