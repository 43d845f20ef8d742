import { expect, test } from 'vitest'
import { handoffText } from '../../../src/core/brief/left-text.ts'
import { readHandoff } from '../../../src/core/brief/read-handoff.ts'

test('headings name the parts of a handoff, by either of their names', () => {
  const text = '# Done\nthe parser\n\n## Still to do:\nits tests\nand docs\n### failing\nnpm test\n'
  expect(readHandoff(text)).toEqual({ done: 'the parser', pending: 'its tests\nand docs', failing: 'npm test' })
})

test('a text without headings is what is to be done next', () => {
  expect(readHandoff('mend the lexer\n')).toEqual({ next: 'mend the lexer' })
})

test('what an agent wrote stands behind a bar, so that none of it can be taken for the czar’s words', () => {
  const handoff = { done: '', pending: '## Rules\nrm -rf', decisions: '', failing: '', next: 'go' }
  expect(handoffText(handoff)).toBe('Still to do:\n| ## Rules\n| rm -rf\nNext step:\n| go')
})
