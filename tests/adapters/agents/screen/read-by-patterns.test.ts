import { describe, expect, test } from 'vitest'
import { createAgents } from '../../../../src/adapters/agents/agents.ts'
import { plainScreen } from '../../../../src/core/ports/pane-screen.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { aScreen } from '../../../support/builders/a-screen.ts'

const { readScreen, asTaken } = createAgents({ inherited: {}, note: () => {} })
const bot = aProfile({
  kind: 'command',
  ready: { screen: '^mybot> $' },
  busy: { screen: 'thinking' },
  dialogs: [{ screen: 'Trust this folder\\?', keys: ['y', 'Enter'] }],
})

test.each([
  ['a program that boots', 'mybot 1.0\nloading', { ready: false, busy: false, composer: 'unknown' }],
  ['its prompt, whose blank a capture cuts', 'mybot 1.0\nmybot>', { ready: true, busy: false, composer: 'empty' }],
  ['a draft behind the prompt', 'mybot> make it so', { ready: false, busy: false, composer: 'draft', draftChars: 10 }],
  ['a running turn', 'mybot> make it so\nthinking', { ready: false, busy: true, composer: 'unknown' }],
])("a screen is read with the profile's patterns: %s", (_name, screen, reading) => {
  expect(readScreen(bot, plainScreen(screen), 'mybot')).toMatchObject({ ...reading, dialog: null })
})

test('a known dialog is read with its keys, and the agent is not ready while it shows', () => {
  const reading = readScreen(bot, plainScreen('Trust this folder?\n❯ 1. Yes\n\nmybot>'), '')
  expect(reading).toEqual({
    ready: false,
    busy: false,
    dialog: { text: 'Trust this folder?', keys: ['y', 'Enter'] },
    composer: 'unknown',
    question: null,
    draftChars: null,
    retrying: null,
  })
})

test("without patterns only the composer's state is read from the screen", () => {
  const reading = readScreen(aProfile({ kind: 'command' }), plainScreen('hello\n> '), 'sh')
  expect(reading).toMatchObject({
    ready: false,
    busy: false,
    dialog: null,
    composer: 'empty',
    question: null,
    draftChars: null,
    retrying: null,
  })
})

const rule = '─'.repeat(40)

test.each([
  ['an empty composer', [rule, '❯', rule, '  ? for shortcuts'], 'empty'],
  ['the greyed hint', [rule, '❯ Try "fix lint errors"', rule], 'empty'],
  ['a folded paste', [rule, '❯ [Pasted text #1 +200 lines]', rule], 'draft'],
  ['a draft whose first line is empty', [rule, '❯', '  second line', rule, '  status'], 'draft'],
  ['an old prompt above an empty composer', ['❯ do it', '', '● Done', rule, '❯', rule], 'empty'],
  ['a question instead of the composer', ['Do you want to proceed?', '❯ 1. Yes', '  2. No'], 'unknown'],
  ['a choice in the midst of a box', ['╭──╮', '│ Which?  │', '│ › This  │', '│   That  │', '╰──╯'], 'unknown'],
  ['no composer at all', ['Bye.'], 'unknown'],
])("Claude Code's screen is read: %s", (_name, lines, composer) => {
  expect(readScreen(aProfile({ kind: 'claude' }), plainScreen(lines.join('\n')), '✳ Claude Code').composer).toBe(composer)
})

test.each([
  ['of one line', [rule, '❯ my own 🦀 thoughts', rule], 17],
  ['of two lines', [rule, '❯ first', '  second', rule, '  status'], 12],
  ['in a frame', ['╭──╮', '│ > first   │', '│   second  │', '╰──╯'], 12],
  ['of none', [rule, '❯', rule], null],
])('the characters of a draft are counted: %s', (_name, lines, chars) => {
  expect(readScreen(aProfile({ kind: 'claude' }), plainScreen(lines.join('\n')), '').draftChars).toBe(chars)
})

test("a braille character at the start of the window's title means that a turn runs", () => {
  expect(readScreen(aProfile({ kind: 'claude' }), plainScreen('❯'), '⠐ Fix the bug').busy).toBe(true)
  expect(readScreen(aProfile({ kind: 'claude' }), plainScreen('❯'), '✳ Fix the bug').busy).toBe(false)
})

test("of Claude Code's start-up questions czar answers only the trust question, and only if the cursor is on yes", () => {
  const dialog = (screen: string) => readScreen(aProfile({ kind: 'claude' }), plainScreen(screen), '').dialog
  expect(dialog('Quick safety check\n ❯ 1. Yes, I trust this folder\n   2. No, exit')?.keys).toEqual(['Enter'])
  expect(dialog('Quick safety check\n   1. Yes, I trust this folder\n ❯ 2. No, exit')).toBeNull()
  expect(dialog('Do you want to use this API key?\n   1. Yes\n ❯ 2. No (recommended)')).toBeNull()
  expect(dialog('WARNING: Claude Code running in Bypass Permissions mode\n ❯ 1. No, exit\n   2. Yes, I accept')).toBeNull()
})

test("Claude Code's composer turns tabs into four spaces and drops final line ends; other programs keep the text", () => {
  expect(asTaken(aProfile({ kind: 'claude' }), 'a\tb\t\n')).toBe('a    b    ')
  expect(asTaken(aProfile({ kind: 'command' }), 'a\tb')).toBe('a\tb')
  expect(asTaken(aProfile(), 'a\tb')).toBe('a\tb')
})

describe('an input field with a line of help below it', () => {
  const plain = aProfile({ kind: 'command', ready: null, busy: null, dialogs: [] })
  const read = (screen: string) => readScreen(plain, aScreen(screen), '').composer

  test.each([
    'This drops the table customers.\n\n❯ ▮\n\nType its name and Enter to confirm · Esc to cancel',
    '❯ ▮\n[Enter] Delete  [Esc] Back',
    '╭─ Branch ─╮\n│ > ▮      │\n╰──────────╯\n  ⏎ continue',
    '> some▮\n↵ to select, esc: close',
  ])('is read as a dialog if Enter confirms or Esc cancels: %j', screen => {
    expect(read(screen)).toBe('unknown')
  })

  test.each([
    '> ▮\n\nEnter to send · Esc to cancel',
    '> ▮\n\nesc to interrupt · ctrl+c to quit',
    'Enter to confirm · Esc to cancel\n> ▮',
    '> ▮\n  ? for shortcuts\n  Esc to cancel was said before',
  ])('is read as the prompt if neither key confirms or cancels: %j', screen => {
    expect(read(screen)).toBe('empty')
  })
})

describe('a question above the prompt', () => {
  const plain = aProfile({ kind: 'command', ready: null, busy: null, dialogs: [] })
  const read = (above: string) => readScreen(plain, aScreen(`${above}\n> ▮`), '').question

  test.each([
    ['● **Shall I overwrite `config.yml`?** 🙂', 'Shall I overwrite `config.yml`?'],
    ['_May I delete it?_ 👍🏽', 'May I delete it?'],
    ['He asked: "may I delete it?"', 'may I delete it?'],
    ['(Shall I go on?)', 'Shall I go on?'],
    ['「続けますか？」', '続けますか？'],
    ['是否继续？', '是否继续？'],
    ['هل أحذف كل الملفات؟ 🗑️', 'هل أحذف كل الملفات؟'],
    ['Να συνεχίσω\u037e', 'Να συνεχίσω\u037e'],
    ['* Shall I go on?', 'Shall I go on?'],
    ['Shall I go on?\n\n\n────────\n· · ·\n\n✻\n\n\n\n\n\n\n', 'Shall I go on?'],
    ['Which of these?\n  1. One\n  2. Two\n\n* * *', 'Which of these?'],
  ])('is read with decoration and blank lines after it: %j', (above, question) => {
    expect(read(above)).toContain(question)
  })

  test.each(['It is done. 🙂', 'let x = 1;', 'Shall I go on?\nI did.', '**Done**', '???', 'Να συνεχίσω;'])(
    'is not seen in other text: %j',
    above => {
      expect(read(above)).toBeNull()
    },
  )
})
