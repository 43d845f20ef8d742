import { expect, test } from 'vitest'
import { withoutBlanks, wordsAlone } from '../../../src/core/text/flat.ts'

test('a text has the same words, however it is wrapped, framed and marked', () => {
  const drawn = '│ • Run  npm test │\n│   -- modèls 2   │'
  expect(wordsAlone(drawn)).toBe(wordsAlone('- Run `npm test -- modèls 2`'))
})

test('without blanks the punctuation still counts', () => {
  expect(withoutBlanks('5-hour\n  limit')).toBe(withoutBlanks('5-hour limit'))
  expect(withoutBlanks('5-hour limit')).not.toBe(withoutBlanks('5 hour limit'))
})
