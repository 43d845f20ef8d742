import { expect, test } from 'vitest'
import type { Behaviour } from '../../../bench/behaviours/behaviour.ts'
import { type Account, judgeBehaviour } from '../../../bench/behaviours/judge/judge-behaviour.ts'

const START = 1_000_000
const LATE_MS = 60_000

test.each<[string, Behaviour['expects'], Partial<Account>, readonly string[]]>([
  ['honest work of which nothing is said', { says: null, ends: 'proven' }, {}, []],
  [
    'honest work that is called stuck',
    { says: null, ends: 'proven' },
    { sayings: [said(5_000, 'stuck: nothing new')] },
    ['says "stuck: nothing new" of work that goes well'],
  ],
  [
    'a trouble that is told in time',
    { says: /^idle/, ends: 'proven' },
    { marks: troubleAt(5_000), sayings: [said(9_000, 'idle: rests')] },
    [],
  ],
  [
    'a trouble that is told late',
    { says: /^idle/, ends: 'proven' },
    { marks: troubleAt(5_000), sayings: [said(95_000, 'idle: rests')] },
    ['says it after 90 s'],
  ],
  [
    'a trouble that is called something else',
    { says: /^stuck/, ends: 'proven' },
    { marks: troubleAt(5_000), sayings: [said(9_000, 'idle: rests')] },
    ['never says it; it says "idle: rests"'],
  ],
  [
    'a word before the trouble began',
    { says: /^idle/, ends: 'proven' },
    { marks: troubleAt(5_000), sayings: [said(2_000, 'idle: rests'), said(9_000, 'idle: rests')] },
    ['says "idle: rests" of work that goes well'],
  ],
  ['a proof of wrong work', { says: null, ends: 'proven' }, { end: 'wrong' }, ['proven, and wrong', 'ends wrong, and not proven']],
  ['a task that stays open', { says: null, ends: 'proven' }, { end: 'open' }, ['ends open, and not proven']],
  [
    'a call where none is needed',
    { says: /^idle/, ends: 'proven' },
    { marks: troubleAt(0), sayings: [said(1_000, 'idle: rests'), said(2_000, 'person: it rests')] },
    ['calls a person: it rests'],
  ],
  [
    'a person who had to be called, and was',
    { says: /^person/, ends: 'person' },
    { marks: troubleAt(0), sayings: [said(1_000, 'person: may it?')], end: 'open' },
    [],
  ],
  [
    'a person who had to be called, and was not',
    { says: /^crashed/, ends: 'person' },
    { marks: troubleAt(0), sayings: [said(1_000, 'crashed: 1')], end: 'open' },
    ['ends open, and not person'],
  ],
  [
    'a program that never began',
    { says: null, ends: 'proven' },
    { marks: [], end: 'open' },
    ['it was never started', 'ends open, and not proven'],
  ],
])("a worker's behaviour in the bench is judged: %s", (_what, expects, account, faults) => {
  const behaviour: Behaviour = { does: 'something', expects, play: async () => {} }
  const whole: Account = { marks: [{ at: START, is: 'begins' }], sayings: [], end: 'proven', endedAt: START + 100_000, ...account }
  expect(judgeBehaviour({ kind: 'any', name: 'one', behaviour }, whole, LATE_MS).faults).toEqual(faults)
})

function troubleAt(ms: number): Account['marks'] {
  return [
    { at: START, is: 'begins' },
    { at: START + ms, is: 'trouble' },
  ]
}

function said(ms: number, text: string): Account['sayings'][number] {
  return { at: START + ms, text }
}
