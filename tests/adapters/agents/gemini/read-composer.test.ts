import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readGeminiComposer } from '../../../../src/adapters/agents/gemini/read-composer.ts'
import { toScreen } from '../../../../src/adapters/tmux/input/read-screen.ts'
import { aScreen } from '../../../support/builders/a-screen.ts'

const DIRECTORY = fileURLToPath(new URL('../screen/recordings', import.meta.url))
const READY = "^\\W*(?:Type your message|Press 'Esc' for NORMAL mode)"
const UNKNOWN = /-(?:login|model-picker|permission|press-again|question|shell-mode|trust|history-search)\.txt$/
const EMPTY = /0-(?:after-\w+|answered\S*|busy(?:-queued)?|empty\S*|error-\w+|interrupted|narrow-empty|retrying|vim-start)\.txt$/

const recordings = readdirSync(DIRECTORY).filter(file => file.startsWith('gemini-'))

test.each(recordings)('the composer is read without focus, in 256 colours: %s', file => {
  expect(readGeminiComposer(withoutFocus(readFileSync(join(DIRECTORY, file), 'utf8')), READY).composer).toBe(
    UNKNOWN.test(file) ? 'unknown' : EMPTY.test(file) ? 'empty' : 'draft',
  )
})

test("a cursor that Gemini CLI draws in a command's output is not taken for the composer's cursor", () => {
  const rule = '─'.repeat(80)
  const shown = lines(
    ' > do it',
    '╭────╮',
    '│ made',
    '│ ▯',
    '╰────╯',
    rule,
    ' Shift+Tab to accept edits',
    '',
    ' >   Type your message',
    '',
    ' ~',
  )
  expect(readGeminiComposer(aScreen(shown), READY)).toMatchObject({ composer: 'empty', isAtCursor: false, row: 8 })
  expect(readGeminiComposer(aScreen(shown.replace('  Type your message', 'a draft')), READY)).toMatchObject({ draftChars: 7 })
})

test.each<[string, readonly string[], object]>([
  ['pasted text', [' > [Pasted Text: 9 lines]'], { composer: 'draft', draftChars: 22 }],
  ['its hint', [' >   Type your message'], { composer: 'empty' }],
  ['a draft of several lines', [' > one', '   two', '', '   three'], { composer: 'draft' }],
])('a composer with a rule below it too holds %s', (_what, composer, reading) => {
  const rule = '─'.repeat(80)
  const transcript = [' > do it', '╭────╮', '│ made', '│ ▯', '╰────╯', '✦ Done.', '']
  const shown = lines(...transcript, rule, ' Shift+Tab to accept edits', rule, ...composer, rule)
  expect(readGeminiComposer(aScreen(shown), READY)).toMatchObject({ ...reading, row: 10 })
  // The answer ends with a horizontal rule, which looks like the top of a composer.
  expect(readGeminiComposer(aScreen(lines(...transcript, rule, ' > quoted', 'and more', rule, 'the end')), READY).composer).toBe('unknown')
})

test.each([
  ['a prompt', ['│ > ▯']],
  ['the output of npm', ['│ > vitest run', '│ ok ▯']],
  ['a list of branches', ['│ * main', '│ ▯']],
  ['a question', ['│ package name: (x) ▯']],
])('a cursor that Gemini CLI draws in %s shows no composer while a question stands in its place', (_what, output) => {
  for (const rows of [output, ['│', ...output]]) {
    const running = ['╭────╮', '│ ⊶  Shell npm test', ...rows, '╰────╯']
    const asked = ['╭────╮', '│ ? WriteFile a.ts', '│ Apply this change?', '│', '│ ● 1. Allow once', '│   2. No', '╰────╯']
    expect(readGeminiComposer(aScreen(lines(' > do it', ...running, ...asked)), READY).composer).toBe('unknown')
  }
})

const lines = (...rows: readonly string[]) => rows.join('\n')

/**
 * Gemini CLI 0.61.0 draws this when no terminal has the focus: it draws no cursor, the terminal's cursor is below
 * everything, and a background colour replaces the frame.
 */
function withoutFocus(recording: string) {
  const lines = recording.slice(recording.indexOf('----\n') + 5).split('\n')
  const rows = lines.map(line => line.replaceAll('\x1b[7m', '').replace(/[▄▀]{40,}/u, ''))
  return toScreen(rows, { x: 0, y: rows.length - 1, isShown: false, columns: 120 })
}
