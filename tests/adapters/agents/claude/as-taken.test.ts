import { expect, test } from 'vitest'
import { asPasted, asToldByHook } from '../../../../src/adapters/agents/claude/as-taken.ts'

const wrapped = (text: string) => `\n\n<pasted_content id="e459">\n${text}\n</pasted_content id="e459">\n`

/** A text pasted into Claude Code 2.1.330, and the text that its hook reported as received. */
test.each([
  ['a zero width blank', 'zero\u200bwidth', 'zerowidth'],
  ['a byte order mark', '\ufeffbegins', 'begins'],
  ['a soft hyphen', 'soft\u00adhyphen', 'softhyphen'],
  ['line ends of Unicode', 'one\u2028two\u2029three', 'one\ntwo\nthree'],
  ['what shapes its neighbours', '👨‍👩‍👧‍👦 ❤️ \u200eעברית\u200e', '👨‍👩‍👧‍👦 ❤️ \u200eעברית\u200e'],
  ['a line end at the end', 'one\ntwo\n', 'one\ntwo'],
  ['tabs', '\tone', '    one'],
  ['a blank that does not break', 'no\u00a0break', 'no\u00a0break'],
])('%s: the text that Claude Code reports as received equals the pasted text, in every version', (_what, pasted, taken) => {
  expect(asToldByHook(taken)).toBe(asPasted(pasted))
  expect(asToldByHook(wrapped(taken))).toBe(asPasted(pasted))
  // 2.1.197 removes nothing from the text.
  expect(asToldByHook(pasted.replaceAll('\t', '    '))).toBe(asPasted(pasted))
})

test.each([
  ['a word more', 'one', 'one two'],
  ['another blank', 'no\u00a0break', 'no break'],
  ['an accent', 'cafe\u0301', 'cafe'],
])('%s: a text that differs from the pasted text is not taken for it', (_what, pasted, taken) => {
  expect(asToldByHook(taken)).not.toBe(asPasted(pasted))
})
