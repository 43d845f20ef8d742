import { describe, expect, test } from 'vitest'
import { hasYoungAge } from '../../../src/ui/dashboard/ages.ts'
import type { Model } from '../../../src/ui/dashboard/model.ts'
import { aModel, NOW } from '../support/a-model.ts'

const ago = (seconds: number) => new Date(NOW - seconds * 1_000).toISOString()
const commit = (at: string) => ({ sha: 'abc', subject: 'work', at })
const matter = { key: 'k', worker: 'b', text: 'asks', hint: null, since: ago(5) }

/** A model with many workers that have not changed for long, and at the end of the list a worker that has just changed. */
function crowd(over: Partial<Model> = {}): Model {
  const old = Array.from({ length: 60 }, (_, index) => [`w${index}`, { since: ago(600), health: 'stuck' as const }] as const)
  return aModel({ ...Object.fromEntries(old), young: { since: ago(3), health: 'done' } }, over)
}

const isYoung = (model: Model) => hasYoungAge(model, NOW)
const withView = (model: Model, over: object): Model => ({ ...model, view: model.view && { ...model.view, ...over } })

describe('an age that is shown in seconds', () => {
  test("is a worker's on the screen until a minute is reached", () => {
    expect(isYoung(aModel({ a: { since: ago(3) } }))).toBe(true)
    expect(isYoung(aModel({ a: { since: ago(60) } }))).toBe(true)
    expect(isYoung(aModel({ a: { since: ago(61) } }))).toBe(false)
    expect(isYoung(aModel({}, { view: null }))).toBe(false)
  })

  test("is not a worker's that is scrolled away", () => {
    expect(isYoung(crowd())).toBe(false)
    expect(isYoung(crowd({ selected: 'young' }))).toBe(true)
    expect(isYoung(crowd({ filter: 'young' }))).toBe(true)
    expect(isYoung(crowd({ order: 'groups', selected: 'young' }))).toBe(true)
  })

  test("is an attention item's if the items are shown", () => {
    const model = withView(aModel({ a: { since: ago(600) } }), { attention: [matter] })
    expect(isYoung(model)).toBe(true)
    expect(isYoung({ ...model, panel: 'queue' })).toBe(false)
    expect(isYoung({ ...model, mode: { kind: 'help' } })).toBe(false)
  })

  test("is the fleet's as long as it runs", () => {
    const model = withView(aModel({ a: { since: ago(600) } }), { started_at: ago(10) })
    expect(isYoung({ ...model, mode: { kind: 'help' } })).toBe(true)
    expect(isYoung({ ...model, connection: { state: 'over' } })).toBe(false)
  })

  test("is the worker's own or its commit's in the view of one worker", () => {
    const of = (at: string) =>
      aModel({ a: { since: ago(600), last_commit: commit(at) }, b: { since: ago(3) } }, { mode: { kind: 'detail' }, selected: 'a' })
    expect(isYoung(of(ago(600)))).toBe(false)
    expect(isYoung(of(ago(4)))).toBe(true)
  })
})
