import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasOpenQuote, isOfWord, shellParts, shellPieces, sourceOf, textOf } from '../../../src/core/text/shell-pieces.ts'
import { shellWord } from '../../../src/core/text/shell-word.ts'
import { readShellLine } from '../../../src/core/text/shell-words.ts'

const BITS = [
  'a',
  'b c',
  ' ',
  '\t',
  '\n',
  "'",
  '"',
  '\\',
  '$(',
  ')',
  '`',
  '&&',
  '||',
  '|',
  ';',
  '&',
  '>',
  '2>&1',
  '<<EOF',
  '{',
  '}',
  '#',
  '*',
  '$',
  '!',
  'é',
]
const line = fc.array(fc.constantFrom(...BITS), { maxLength: 12 }).map(bits => bits.join(''))

test('the pieces of any shell text together give the text, and its parts lack only the operators', () => {
  fc.assert(
    fc.property(line, text => {
      const pieces = shellPieces(text)
      expect(sourceOf(pieces)).toBe(text)
      const parts = shellParts(pieces)
      expect(parts.map(({ pieces: own, after }) => sourceOf(own) + after).join('')).toBe(text)
      expect(parts.slice(1).map(({ before }) => before)).toEqual(parts.slice(0, -1).map(({ after }) => after))
    }),
  )
})

test('a word that czar quotes is one word, for czar as for a shell', () => {
  const words = fc.sample(
    fc.array(fc.string({ unit: fc.constantFrom(...'ab \t"\'\\$`!*?;&|<>(){}#~=é') }), { minLength: 1, maxLength: 5 }),
    60,
  )
  const lines = words.map(each => each.map(shellWord).join(' '))
  for (const [at, text] of lines.entries()) {
    const found = shellPieces(text)
      .map(piece => (isOfWord(piece) ? textOf(piece) : '\0'))
      .join('')
    expect(found.split('\0')).toEqual(words[at])
  }
  const script = lines.map(text => `printf '%s\\001' ${text}; printf '\\002'`).join('\n')
  const said = execFileSync('sh', ['-c', script], { encoding: 'utf8' })
  expect(said.split('\u0002').slice(0, -1)).toEqual(words.map(each => each.map(word => `${word}\u0001`).join('')))
})

test('a command that a permission may allow has no piece with an unknown meaning', () => {
  fc.assert(
    fc.property(line, text => {
      const commands = readShellLine(text)
      if (commands === null || text.includes('$(')) return
      expect(shellPieces(text).filter(({ kind }) => kind === 'other')).toEqual([])
    }),
    { numRuns: 1_000 },
  )
})

test.each([
  ['echo "it', true],
  ["echo 'it", true],
  ['echo "it\'s"', false],
  ['echo \\"', false],
  ['echo \'a\' "b"', false],
])('whether the shell text `%s` has an open quote: %s', (text, isOpen) => {
  expect(hasOpenQuote(text)).toBe(isOpen)
})

test.each([
  ['a2>b', ['a2', '>', 'b']],
  ['a 2>b', ['a', ' ', '2>', 'b']],
  ['x{a,b}', ['x', '{', 'a,b', '}']],
  ['{ a; }', ['{', ' ', 'a', ';', ' ', '}']],
  ["a$'\\''b", ['a', "$'\\''", 'b']],
  ['$(a `b`)', ['$(', 'a', ' ', '`', 'b', '`', ')']],
])('the shell text %s is split as a shell splits it', (text, pieces) => {
  expect(shellPieces(text).map(({ source }) => source)).toEqual(pieces)
})
