import { expect, test } from 'vitest'
import { createKeyReader, type Key } from '../../../../src/demo-agent/terminal/keys.ts'
import { until } from '../../../support/until.ts'

function keysOf(...chunks: readonly (string | Buffer)[]): Key[] {
  const keys: Key[] = []
  const read = createKeyReader(key => keys.push(key))
  for (const chunk of chunks) read(Buffer.from(chunk))
  return keys
}

test('a paste is read as one key wherever its bytes are split, also inside its marks and inside a character', () => {
  const bytes = Buffer.from('a\u001b[200~eine Zeile\nmit ü\u001b[31m und 🚀\t\u001b[201~\r')
  const whole = [{ kind: 'text', text: 'a' }, { kind: 'paste', text: 'eine Zeile\nmit ü\u001b[31m und 🚀\t' }, { kind: 'enter' }]
  for (let at = 0; at <= bytes.length; at++) expect(keysOf(bytes.subarray(0, at), bytes.subarray(at))).toEqual(whole)
})

test('single keys and arrows are told apart, and unknown escape sequences are ignored', () => {
  expect(keysOf('\u0003\u0015\u007f\r\u001b[A\u001bOB\u001b[5~\u001b[1;5C\u0001ok')).toEqual([
    { kind: 'interrupt' },
    { kind: 'clear' },
    { kind: 'backspace' },
    { kind: 'enter' },
    { kind: 'up' },
    { kind: 'down' },
    { kind: 'text', text: 'ok' },
  ])
})

test('an ESC alone is read as the Escape key', async () => {
  const keys = keysOf('\u001b')
  await until(() => keys.length === 1)
  expect(keys).toEqual([{ kind: 'escape' }])
})
