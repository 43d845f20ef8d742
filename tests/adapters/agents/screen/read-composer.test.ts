import { expect, test } from 'vitest'
import { createAgents } from '../../../../src/adapters/agents/agents.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { aScreen } from '../../../support/builders/a-screen.ts'
import { processorTime } from '../../../support/processor-time.ts'

const { readScreen } = createAgents({ inherited: {}, note: () => {} })
const rule = '─'.repeat(40)
const lines = (...rows: readonly string[]) => rows.join('\n')

test.each([
  ['a cursor behind its mark', '> ▮', 'empty'],
  [
    'the mark of Gemini CLI under allow, below an old line of the transcript',
    lines('> do it', '✦ Done.', '▄▄▄▄', ' * ▯⟦  Type your message⟧', '▀▀▀▀'),
    'empty',
  ],
  ['a faint hint, whatever its words', lines(rule, '❯ ▯⟦Resend your message to try again⟧', rule), 'empty'],
  ['a suggestion behind what is typed', lines(rule, '❯ git ▯⟦status⟧', rule), 'draft'],
  ['a hint in ordinary colours, known by its words', lines(rule, '❯ ▯Try "fix lint errors"', rule), 'empty'],
  ['a draft of two lines, the cursor in the second', lines(rule, '❯ one', '  two▯', rule), 'draft'],
  ['a draft that goes over a full row', lines(`> ${'x'.repeat(78)}`, 'xx▮'), 'draft'],
  ['the line of a shell', '$ ▮', 'unknown'],
  ['an interpreter', '>>> ▮', 'unknown'],
  ['the shell mode of Claude Code', lines(rule, '! ▯', rule), 'unknown'],
  ['words with the cursor behind them, an old prompt above', lines('> do it', 'Delete /srv? [y/N] ▮'), 'unknown'],
  ['a list with the cursor below it', lines('Delete /srv/production?', '❯ 1. Yes', '  2. No', '▮'), 'unknown'],
  ['a list without numbers', lines('Trust this folder?', '', '❯ Yes', '  No', '▮'), 'unknown'],
  ['a list in a box over a screen with a composer', lines('│ Send mails? │', '│ > ▮Yes │', '╰───╯', rule, '❯', rule), 'unknown'],
  ['the filter of a picker', lines('  claude', '  gemini', '  2/2', '> ▮'), 'unknown'],
  ['the cursor in a menu at the top, an empty prompt at the foot', lines('Delete it?', '▮❯ 1. Yes', '  2. No', '', '> '), 'unknown'],
  ['a pager', lines('text', '--More--▮'), 'unknown'],
  ['nothing at all', '▮', 'unknown'],
])('the composer is read without a pattern: %s', (_name, screen, composer) => {
  expect(readScreen(aProfile({ kind: 'command' }), aScreen(screen), '').composer).toBe(composer)
})

test.each([
  ['its prompt', 'mybot> $', 'hello\nmybot> ▮', 'empty'],
  ['something typed behind it', 'mybot> $', 'hello\nmybot> make▮', 'draft'],
  ['a grey suggestion behind it', 'mybot> $', 'mybot> ▮⟦make it so⟧', 'empty'],
  ['its prompt above a question', 'mybot> $', 'mybot> \nWhich one? ▮', 'unknown'],
  ['a box without a mark', '^╰─.*─╯$', lines('╭────╮', '│ ▮  │', '╰────╯'), 'empty'],
  ['words and a free line below', 'Type your task:', lines('Type your task:', '▮'), 'empty'],
  ['a mark with a draft behind it, the cursor parked below', '^❯', lines('─────', '❯ [Pasted text #1 +9 lines]', '─────', '▮'), 'draft'],
  ['words far above', 'Type your task:', lines('Type your task:', 'do it', 'Which one? ▮'), 'unknown'],
  ['a pattern that a question happens to hold', 'assignment', 'Delete the old assignment files? (y/n) ▮', 'unknown'],
  ['a pattern that everything matches', '.*', 'Delete it? [y/N] ▮', 'unknown'],
  ['a frame that goes on behind the cursor', 'mybot> +│$', lines('╭────────────╮', '│ mybot> ▯   │', '╰────────────╯'), 'empty'],
])("the composer is read with the profile's pattern: %s", (_name, ready, screen, composer) => {
  expect(readScreen(aProfile({ kind: 'command', ready: { screen: ready } }), aScreen(screen), '').composer).toBe(composer)
})

test("an old turn's words above a one-line prompt do not count as a running turn", () => {
  const bot = aProfile({ kind: 'command', ready: { screen: 'mybot> $' }, busy: { screen: 'thinking' } })
  expect(readScreen(bot, aScreen('thinking …\nDone.\nmybot> ▮'), '').busy).toBe(false)
  expect(readScreen(bot, aScreen('mybot> do it\nthinking …▮'), '').busy).toBe(true)
})

test('a dialog that is quoted above a composer is not answered', () => {
  const bot = aProfile({ kind: 'command', dialogs: [{ screen: 'Trust this folder\\?', keys: ['y'] }] })
  expect(readScreen(bot, aScreen('It asked: Trust this folder?\n> ▮'), '').dialog).toBeNull()
  expect(readScreen(bot, aScreen('Trust this folder? ▮'), '').dialog?.keys).toEqual(['y'])
})

test.each([
  ['Which database should I use?\n\n> ▮', 'Which database should I use?'],
  ['All is done. I have two\nquestions. Which database\nshould I use?\n> ▮', 'Which database should I use?'],
  ['Where shall it go?\n  1) here\n  2) there\n> ▮', 'Where shall it go?'],
  ['どのデータベースを使いますか？\n> ▮', 'どのデータベースを使いますか？'],
  ['All is done.\n> ▮', null],
  ['Which one?\nNever mind, I found it.\n> ▮', null],
])('a plain question above the prompt is read: %s', (screen, question) => {
  expect(readScreen(aProfile({ kind: 'command' }), aScreen(screen), '').question).toBe(question)
})

test('a pattern that would make a backtracking engine hang is matched quickly', async () => {
  const bot = aProfile({ kind: 'command', ready: { screen: '^(a+)+$' }, busy: { screen: '(x+x+)+y' } })
  const screen = aScreen(`${'a'.repeat(190)}!\n${'x'.repeat(190)}\n> ▮`, 200)
  expect(await processorTime(() => readScreen(bot, screen, ''))).toBeLessThan(2_000)
})
