import { expect, test } from 'vitest'
import { sharedWords, vocabularyOf } from '../../../../src/core/policy/confusion/vocabulary.ts'

test.each([
  ['parser, parsed and parse are one word', 'parser parsed PARSE', ['parse']],
  ['names of code are the words that they are made of', 'fooBarBaz snake_caseName kebab-case', ['snake', 'case', 'name', 'kebab']],
  ['capitals at the begin of a name take nothing away', 'HttpServer readLine', ['http', 'serve', 'read']],
  ['short words, numbers and what any text may hold say nothing', 'a to the 2026 12345 please implement your task', []],
  ['of four letters a word may be, and hold a number', 'mail utf8 8bit v2beta', ['mail', 'utf8', '8bit', 'v2bet']],
  ['letters of any language', 'Öffnung größe', ['öffnu', 'größe']],
])('the words of a text are compared: %s', (_title, text, words) => {
  expect([...vocabularyOf(text)]).toEqual(words)
})

test('two texts share the words that are in both', () => {
  expect(sharedWords(vocabularyOf('mail invoices to customers'), vocabularyOf('Customers get mail'))).toBe(2)
  expect(sharedWords(vocabularyOf('mail'), vocabularyOf(''))).toBe(0)
})
