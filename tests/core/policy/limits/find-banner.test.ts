import { expect, test } from 'vitest'
import type { LimitRule } from '../../../../src/core/model/project.ts'
import { findBanner } from '../../../../src/core/policy/limits/find-banner.ts'

const rule: LimitRule = { screen: '^Error: rate limit(?:ed)?\\b(?:, again at (?<reset>.*))?', limit: 'rate', lines: 3 }
const quota: LimitRule = { screen: 'credit is used up', limit: 'quota', lines: 1 }

test("the text of a limit is found in the screen's last lines, with the time that it names", () => {
  const screen = 'edits src/a.ts\n\nError: rate limited, again at 3pm (Europe/Berlin)\n\nbot>\n\n'
  expect(findBanner([rule, quota], screen)).toEqual({
    limit: 'rate',
    text: 'Error: rate limited, again at 3pm (Europe/Berlin)',
    reset: '3pm (Europe/Berlin)',
    count: 1,
  })
})

test('without a time the whole line is reported, and each occurrence counts', () => {
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
])('a text is not taken for a limit: %s', (_name, screen) => {
  expect(findBanner([rule, quota], screen)).toBeNull()
})

test('the first pattern that matches gives the kind of limit', () => {
  expect(findBanner([quota, rule], 'Error: rate limit\ncredit is used up')?.limit).toBe('quota')
})

test("lines of spaces do not count as lines, and do not push a limit's text out of the searched part", () => {
  expect(findBanner([rule], 'Error: rate limit\n  \n \n    \nbot>')?.text).toBe('Error: rate limit')
})

test.each([
  ['first', 'Your credit is used up today.\nbot>'],
  ['between others', 'edits src/a.ts\n   Your credit is used up today.  \nbot>'],
  ['last', 'edits src/a.ts\n   Your credit is used up today.'],
])("a limit's text inside a line is reported with the whole line, if it stands %s", (_where, screen) => {
  expect(findBanner([{ ...quota, lines: 3 }], screen)?.text).toBe('Your credit is used up today.')
})
