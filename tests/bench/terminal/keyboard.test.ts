import { expect, test } from 'vitest'
import { createKeyboard, type Input } from '../../../bench/terminal/keyboard.ts'

test('a paste is put together, however its bytes are split between reads', () => {
  const bytes = Buffer.from('\x1b[200~one\ntwo ü\x1b[201~\r')
  for (let cut = 1; cut < bytes.length; cut++) {
    const heard = hear(bytes.subarray(0, cut), bytes.subarray(cut))
    expect(heard.filter(({ kind }) => kind !== 'part').map(({ kind }) => kind)).toEqual(['start', 'end', 'enter'])
    expect(heard.flatMap(input => (input.kind === 'part' ? [input.text] : [])).join('')).toBe('one\ntwo ü')
  }
})

test("a terminal's own answers are not taken for keys", () => {
  expect(hear(Buffer.from('\x1b[?1;2c\x1b[5;1R\x1bP>|tmux 3.3a\x1b\\\x1b]11;rgb:0/0/0\x07ok\r'))).toEqual([
    { kind: 'text', text: 'ok' },
    { kind: 'enter' },
  ])
})

function hear(...reads: readonly Buffer[]): readonly Input[] {
  const heard: Input[] = []
  const keyboard = createKeyboard(input => heard.push(input))
  for (const read of reads) keyboard(read)
  return heard
}
