import { expect, test } from 'vitest'
import type { Journaled } from '../../../src/core/events/event.ts'
import { isFlashing } from '../../../src/ui/dashboard/flashing.ts'
import { header } from '../../../src/ui/dashboard/header.ts'
import { footer } from '../../../src/ui/dashboard/lines/footer.ts'
import { emptyModel, type Model } from '../../../src/ui/dashboard/model.ts'
import { update } from '../../../src/ui/dashboard/update.ts'
import { aView, aWorkerView } from '../../support/builders/a-view.ts'

const NOW = Date.parse('2026-11-20T23:00:00.000Z')

function aModel(over: Partial<Model> = {}): Model {
  const view = aView({
    workers: { web: aWorkerView({ attention: 'it asks which port', health: 'waiting', reason: 'waits for an answer' }) },
    attention: [{ key: 'question:web', worker: 'web', text: 'it asks', hint: null, since: '2026-11-20T22:59:00.000Z' }],
  })
  return { ...emptyModel('gateway', { columns: 80, rows: 24 }, NOW), view, selected: 'web', connection: { state: 'live' }, ...over }
}

const alert = (name: string, at: number, kind = 'alert.sent') =>
  ({ kind, alert: name, matters: [], how: '1 dashboard', seq: 9, at }) as unknown as Journaled
const wishes = (event: Journaled) => update(aModel(), { kind: 'events', events: [event] })[1]

test("a terminal alert rings the dashboard's bell and makes the count flash for ten seconds", () => {
  expect(wishes(alert('bell', NOW + 1))).toEqual([{ kind: 'ring' }])
  expect(wishes(alert('tmux-2', NOW + 1))).toEqual([{ kind: 'ring' }])
  const [model] = update(aModel(), { kind: 'events', events: [alert('bell', NOW + 1)] })
  expect(isFlashing(model, NOW + 10_000)).toBe(true)
  expect(isFlashing(model, NOW + 10_001)).toBe(false)
  expect(header(model)[1]?.[0]).toEqual({ text: '1 needs you', tone: 'alarm' })
  expect(header({ ...model, now: NOW + 11_000 })[1]?.[0]).toEqual({ text: '1 needs you', tone: 'bad' })
})

test('alerts from before the dashboard opened, of other channels, and without a receiver ring no bell', () => {
  for (const event of [alert('bell', NOW - 1), alert('webhook', NOW + 1), alert('bell', NOW + 1, 'alert.unheard')])
    expect(wishes(event)).toEqual([])
})

test('the footer lists keys that fit the worker, and always the key that leaves', () => {
  const text = (model: Model) =>
    footer(model)
      .map(part => part.text)
      .join('')
  expect(text(aModel())).toMatch(/^enter detail {2}y answer {2}a attach {2}t tell/)
  const done = aView({ workers: { web: aWorkerView({ health: 'done', reason: 'its work is verified', assignment: null }) } })
  expect(text(aModel({ view: done }))).toMatch(/^enter detail {2}d diff/)
  expect(text(aModel({ view: done }))).not.toContain('nudge')
  for (const columns of [24, 40, 60, 80, 200]) {
    for (const kind of ['list', 'detail'] as const)
      expect(text(aModel({ mode: { kind }, size: { columns, rows: 24 } }))).toMatch(/q quit {2}\? help/)
  }
})
