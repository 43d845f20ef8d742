import { expect, test } from 'vitest'
import { readOpencodeComposer } from '../../../../src/adapters/agents/opencode/read-composer.ts'
import { plainScreen } from '../../../../src/core/ports/pane-screen.ts'

// Screens of opencode 1.18.33, 120 columns, shortened.
const MODEL = '  ┃  Build · Claude Opus 4.5 (latest) Anthropic'
const BOTTOM = `  ╹${'▀'.repeat(116)}`
const FOOT = '   /work/repository                                              1.0K (1%) · $0.01  ctrl+p commands'

function aScreen(...composer: readonly string[]): string {
  return ['  ┃', '  ┃  An earlier text', '  ┃', '', '     ▣  Build · Claude Opus 4.5 (latest)', '', ...composer, BOTTOM, FOOT, ''].join(
    '\n',
  )
}

test.each([
  ['nothing is typed', aScreen('  ┃', '  ┃', '  ┃', MODEL)],
  ['the first screen shows its hint', aScreen('  ┃', '  ┃  Ask anything… "Fix broken tests"', '  ┃', MODEL)],
])('%s: the composer is read as empty', (_name, screen) => {
  expect(readOpencodeComposer(plainScreen(screen))).toMatchObject({ composer: 'empty', draftChars: null })
})

test('text above the line with agent and model is read as a draft, the conversation is not', () => {
  expect(readOpencodeComposer(plainScreen(aScreen('  ┃', '  ┃  two', '  ┃  lines', '  ┃', MODEL)))).toMatchObject({
    composer: 'draft',
    draftChars: 9,
  })
})

test('text beside the composer on a wide screen is not read as typed', () => {
  const beside = (line: string, text: string) => `${line.padEnd(125)}${text}`
  const composer = [beside('  ┃', '~/repository.worktrees/fleet/base:'), beside(MODEL, 'feat/base')]
  const screen = ['', '  ┃', ...composer, beside(BOTTOM, ''), beside(FOOT, '• OpenCode 1.18.33')].join('\n')
  expect(readOpencodeComposer(plainScreen(screen))).toMatchObject({ composer: 'empty', draftChars: null })
})

test("while a question stands in the composer's place, no composer is read", () => {
  const screen = ['  ┃', '  ┃  △ Permission required', '  ┃', '  ┃   Allow once   Allow always   Reject', '  ┃'].join('\n')
  expect(readOpencodeComposer(plainScreen(screen))).toMatchObject({ composer: 'unknown', draftChars: null })
})
