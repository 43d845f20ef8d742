import { expect, test } from 'vitest'
import { causesOf, keptBackBy } from '../../../../../src/core/policy/facts/work/causes.ts'
import type { State } from '../../../../../src/core/state/types/state.ts'
import { aState, assigned, dropped, failed, verified } from '../../../../support/builders/a-state.ts'

const kept = (state: State) => Object.fromEntries(causesOf(state).map(id => [id, keptBackBy(state, id)]))

test.each<[string, State, object]>([
  ['a task that failed', aState({ a: failed, b: { after: ['a'] }, c: { after: ['b'] }, d: {} }), { a: ['b', 'c'] }],
  ['one that was dropped', aState({ a: { ...dropped, isBonus: true }, b: { after: ['a'] } }), { a: ['b'] }],
  ['one that never was', aState({ b: { after: ['nobody'] } }), { nobody: ['b'] }],
  ['one whose worker was stopped', aState({ a: { stopped: 'person' }, b: { after: ['a'] } }), { a: ['b'] }],
  [
    'one whose worker was stopped in the middle of it',
    aState({ a: { ...assigned, stopped: 'closed' }, b: { after: ['a'] } }),
    { a: ['b'] },
  ],
  ['nothing: it is proven, though its worker was stopped then', aState({ a: { ...verified, stopped: 'person' }, b: { after: ['a'] } }), {}],
  ['nothing: it is at work', aState({ a: assigned, b: { after: ['a'] } }), {}],
  ['nothing: it does not wait for it', aState({ a: { stopped: 'person' }, b: { after: ['a'], waits: false } }), {}],
  ['one of two, of which the other is at work', aState({ a: failed, b: assigned, c: { after: ['b', 'a'] } }), { a: ['c'] }],
  [
    'two at once: it is said under the first alone',
    aState({ a: failed, b: failed, c: { after: ['a', 'b'] }, d: { after: ['b'] } }),
    { a: ['c'], b: ['d'] },
  ],
  ['two, and nothing else is kept by the second', aState({ a: failed, b: failed, c: { after: ['a', 'b'] } }), { a: ['c'] }],
  [
    'one whose worker was stopped, itself kept back by another',
    aState({ a: failed, b: { after: ['a'], stopped: 'person' }, c: { after: ['b'] } }),
    { a: ['b', 'c'] },
  ],
])('the attention item for blocked tasks is raised under their cause: %s', (_cause, state, expected) => {
  expect(kept(state)).toEqual(expected)
})
