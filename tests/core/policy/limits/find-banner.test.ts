import { expect, test } from 'vitest'
import type { LimitRule } from '../../../../src/core/model/project.ts'
import { findBanner } from '../../../../src/core/policy/limits/find-banner.ts'

const rule: LimitRule = { screen: '^Error: rate limit(?:ed)?\\b(?:, again at (?<reset>.*))?', limit: 'rate', lines: 3 }
const quota: LimitRule = { screen: 'credit is used up', limit: 'quota', lines: 1 }

test('the words of a limit are found in the last lines, with the time that they name', () => {
  const screen = 'edits src/a.ts\n\nError: rate limited, again at 3pm (Europe/Berlin)\n\nbot>\n\n'
  expect(findBanner([rule, quota], screen)).toEqual({
    limit: 'rate',
    text: 'Error: rate limited, again at 3pm (Europe/Berlin)',
    reset: '3pm (Europe/Berlin)',
    count: 1,
  })
})

test('without a time the whole line is told, and each time that it stands there counts', () => {
  expect(findBanner([rule], 'Error: rate limit of model x\nError: rate limit of model y\nbot>')).toEqual({
    limit: 'rate',
    text: 'Error: rate limit of model y',
    reset: null,
    count: 2,
  })
})

test.each([
  ['what the worker printed further up', 'Error: rate limit\na\nb\nc'],
  ['a source file that speaks of it in the midst of a line', '  1 | // Error: rate limit\n  2 | retry()\nbot>'],
  ['a footer that has scrolled on', 'credit is used up\nbot>'],
  ['an empty screen', ''],
])('no limit is: %s', (_name, screen) => {
  expect(findBanner([rule, quota], screen)).toBeNull()
})

test('the first pattern that fits says of which kind it is', () => {
  expect(findBanner([quota, rule], 'Error: rate limit\ncredit is used up')?.limit).toBe('quota')
})

test('lines of spaces are no lines: they push nothing out of sight', () => {
  expect(findBanner([rule], 'Error: rate limit\n  \n \n    \nbot>')?.text).toBe('Error: rate limit')
})

test.each([
  ['first', 'Your credit is used up today.\nbot>'],
  ['between others', 'edits src/a.ts\n   Your credit is used up today.  \nbot>'],
  ['last', 'edits src/a.ts\n   Your credit is used up today.'],
])('words in the midst of a line are told with the whole of it, when it stands %s', (_where, screen) => {
  expect(findBanner([{ ...quota, lines: 3 }], screen)?.text).toBe('Your credit is used up today.')
})
