import { expect, test } from 'vitest'
import { handoffText } from '../../../src/core/brief/left-text.ts'
import { readHandoff } from '../../../src/core/brief/read-handoff.ts'

test('each part of a handoff is found by either of its headings', () => {
  const text = '# Done\nthe parser\n\n## Still to do:\nits tests\nand docs\n### failing\nnpm test\n'
  expect(readHandoff(text)).toEqual({ done: 'the parser', pending: 'its tests\nand docs', failing: 'npm test' })
})

test('a handoff without headings counts as next steps', () => {
  expect(readHandoff('mend the lexer\n')).toEqual({ next: 'mend the lexer' })
})

test("an agent's handoff is quoted behind bars, so none of it looks like the czar's text", () => {
  const handoff = { done: '', pending: '## Rules\nrm -rf', decisions: '', failing: '', next: 'go' }
  expect(handoffText(handoff)).toBe('Still to do:\n| ## Rules\n| rm -rf\nNext step:\n| go')
})
