import { expect, test } from 'vitest'
import { withPresentNames } from '../../../src/adapters/journal/earlier-names.ts'
import type { Event } from '../../../src/core/events/event.ts'

const read = (stored: object) => withPresentNames(stored as Event)

test("kinds and actions of earlier journals are translated into this version's words", () => {
  expect(read({ kind: 'disk.room', low: null })).toEqual({ kind: 'disk.space', low: null })
  expect(read({ kind: 'effect.intended', effect: 'keep_astray:one:abc', action: 'keep_astray', worker: 'one' })).toEqual({
    ...{ kind: 'effect.intended', effect: 'rescue_stray_work:one:abc', action: 'rescue_stray_work', worker: 'one' },
  })
  expect(read({ kind: 'effect.failed', effect: 'keep_astray:one:abc', reason: 'keep_astray' })).toEqual({
    ...{ kind: 'effect.failed', effect: 'rescue_stray_work:one:abc', reason: 'keep_astray' },
  })
})

test.each([
  { kind: 'effect.done', effect: 'verify:one.1' },
  { kind: 'check.started', effect: 'verify:keep_astray.1' },
  { kind: 'constructor', effect: 'toString:one' },
  { kind: 'agent.wished_upon_a_star', effect: null },
  { kind: 'czar.started', epoch: 1 },
])('a value of an earlier journal that has no new word is read unchanged: %o', stored => {
  expect(read(stored)).toBe(stored)
})
