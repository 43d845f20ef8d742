import { expect, test } from 'vitest'
import { strayKeys } from '../../../bench/crowd/judge/stray-keys.ts'
import type { LogLine } from '../../../bench/terminal/log.ts'

test('a key sent to a screen without a prompt counts as stray, and the screen is named', () => {
  const account = [shows('prompt', 0), keys('brief', 10), shows('menu', 20), keys('\r', 500)]
  expect(strayKeys(account, ['prompt'])).toEqual([{ at: 500, shows: 'menu', text: '\r' }])
})

test('a key that was sent before the prompt vanished does not count as stray', () => {
  expect(strayKeys([shows('prompt', 0), shows('menu', 1_000), keys('\r', 1_100, 'menu')], ['prompt'])).toEqual([])
  expect(strayKeys([shows('splash', 0), shows('menu', 1_000), keys('\r', 1_100, 'menu')], ['prompt'])).toHaveLength(1)
})

test("a terminal's own answers, and the Ctrl-C that ends an agent, do not count as keys", () => {
  const answers = ['\x1b[12;1R', '\x1b[?1;2c', '\x1b[I', '\x1bP>|tmux 3.3a\x1b\\', '\x1b]11;rgb:0/0/0\x07', '\x03']
  expect(strayKeys([shows('menu', 0), ...answers.map(text => keys(text, 900, 'menu'))], ['prompt'])).toEqual([])
})

function shows(what: string, at: number): LogLine {
  return { kind: 'shows', at, shows: what }
}

function keys(text: string, at: number, screen = at < 20 ? 'prompt' : 'menu'): LogLine {
  return { kind: 'in', at, shows: screen, bytes: Buffer.from(text).toString('base64') }
}
