import { expect, test } from 'vitest'
import { unwrapPaste } from '../../../../src/adapters/agents/claude/unwrap-paste.ts'

const wrapped = (text: string, id = 'e459') => `\n\n<pasted_content id="${id}">\n${text}\n</pasted_content id="${id}">\n`

test.each(['[czar m1]\n\none\ntwo', 'ends with a line\n', '\n\nbegins with lines', '<pasted_content id="a">', ''])(
  'the marks that Claude Code 2.1.330 puts around a paste are removed: %j',
  text => {
    expect(unwrapPaste(wrapped(text))).toBe(text)
  },
)

test.each([
  ['short or of an older version', 'one line'],
  ['with typed words before it', `typed ${wrapped('text')}`],
  ['with typed words behind it', `${wrapped('text')}typed`],
  ['one of two', wrapped('one') + wrapped('two', 'e459')],
  ['marked by two ids', '\n\n<pasted_content id="a">\ntext\n</pasted_content id="b">\n'],
])('a text that is %s is not changed', (_what, text) => {
  expect(unwrapPaste(text)).toBe(text)
})
