import { expect, test } from 'vitest'
import { isWhollyInBase, linesInBase, type WorkedFile } from '../../../src/core/landing/lines-in-base.ts'

const FORK = 'first line\nsecond line\nthird line\n'
const OWN = 'first line\nsecond line, changed\nadded line\nthird line\n'
const a = (over: Partial<WorkedFile>): WorkedFile => ({ path: 'a.txt', fork: FORK, own: OWN, base: OWN, ...over })

test.each<[string, Partial<WorkedFile>]>([
  ['as it is', {}],
  ['with more lines between', { base: 'first line\nsecond line, changed\nby a person\nadded line\nthird line\n' }],
  ['in another order and indented', { base: 'added line\n  second line, changed\nfirst line\nthird line\n' }],
  ['with other lines of base gone', { base: 'second line, changed\nadded line\n' }],
  ['as a new file that was extended', { fork: null, own: 'one line\n', base: 'one line\nmore\n' }],
  ['as a deleted file', { own: null, base: null }],
  ['as a binary file', { fork: null, own: 'a\0b', base: 'a\0b' }],
])('base has all lines of the work %s', (_, over) => {
  expect(isWhollyInBase(linesInBase([a(over)]))).toBe(true)
})

test.each<[string, Partial<WorkedFile>, string]>([
  ['a line that was reworded', { base: 'first line\nsecond line, changed\nadded and reworded\nthird line\n' }, 'added line'],
  [
    'a line that it had before',
    { fork: `added line\n${FORK}`, own: `added line\n${OWN}`, base: `added line\nsecond line, changed\nthird line\n` },
    'added line',
  ],
  ['the removal of a line', { base: `${OWN}second line\n` }, 'second line (was removed, and is there)'],
  ['all of it', { base: FORK }, 'second line, changed'],
  ['the file', { base: null }, 'the file is not there'],
  ['the deletion of the file', { own: null, base: 'third line\n' }, 'the file is there'],
  ['a bracket', { own: `${FORK}}\n`, base: FORK }, '}'],
  ['blanks', { own: `${FORK}\n`, base: FORK }, 'it differs'],
  ['an order of lines', { own: 'second line\nfirst line\nthird line\n', base: FORK }, 'it differs'],
  ['its version of a binary file', { fork: null, own: 'a\0b line', base: 'a\0b line more' }, 'a\0b line'],
])('base lacks %s', (_, over, lacks) => {
  const found = linesInBase([a(over)])
  expect(isWhollyInBase(found)).toBe(false)
  expect(found.missing.map(({ line }) => line)).toContain(lacks)
})

test('work is missing from base if one of its files is, and an empty change does not count as work', () => {
  expect(isWhollyInBase(linesInBase([a({}), a({ path: 'b.txt', base: null })]))).toBe(false)
  expect(isWhollyInBase(linesInBase([]))).toBe(false)
})
