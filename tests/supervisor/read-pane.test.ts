import { expect, test } from 'vitest'
import { createAgents } from '../../src/adapters/agents/agents.ts'
import { toScreen } from '../../src/adapters/tmux/input/read-screen.ts'
import type { AgentProfile } from '../../src/core/model/project.ts'
import type { PromptKind } from '../../src/core/model/prompt-kind.ts'
import type { PaneFacts } from '../../src/core/ports/terminal-port.ts'
import { readPane } from '../../src/supervisor/read-pane.ts'
import { aProfile } from '../support/builders/a-profile.ts'
import { aScreen } from '../support/builders/a-screen.ts'

const agents = createAgents({ inherited: {}, note: () => {} })
const first: PromptKind = { mark: '>', isOwn: false, greyChars: 0, isAlternate: false, bracketedPaste: true, lineMode: null }
const facts: PaneFacts = {
  ...{ dead: false, deadStatus: null, inMode: false, inputOff: false, synchronized: false, title: '', width: 80, height: 24 },
  ...{ bracketedPaste: true, lineMode: null, writers: 0, lastKeyAgoMs: null },
}

interface Seen {
  readonly screen: string
  readonly isAlternate?: boolean
  readonly first?: Partial<PromptKind> | null
  readonly facts?: Partial<PaneFacts>
  readonly profile?: Partial<AgentProfile>
}

function read(seen: Seen) {
  const profile = aProfile({ kind: 'command', ready: null, ...seen.profile })
  const known = seen.first === null ? null : { ...first, ...seen.first }
  const screen = { ...aScreen(seen.screen), isAlternate: seen.isAlternate ?? false }
  const { composer, otherProgram } = readPane({ agents, profile, first: known }, screen, { ...facts, ...seen.facts })
  return { composer, otherProgram }
}

test.each<[string, Seen, string]>([
  ['an editor on the alternate screen, with the mark in its text', { screen: 'one\ntwo\n> ▮', isAlternate: true }, 'a full-screen program'],
  ['a draft in such an editor', { screen: '> one▮', isAlternate: true }, 'a full-screen program'],
  ['a shell behind a program that has the full screen', { screen: '> ▮', first: { isAlternate: true } }, 'its full screen is gone'],
  ['another mark', { screen: '❯ ▮' }, 'its prompt was `>`, now it is `❯`'],
  [
    'a mark alone, where a pattern of the profile knew the prompt',
    { screen: '> ▮', first: { mark: '$', isOwn: true }, profile: { ready: { screen: '\\$ $' } } },
    'its prompt was `$`, now it is `>`',
  ],
  [
    'the same mark, which the pattern does not know',
    { screen: '> ▮', first: { isOwn: true }, profile: { ready: { screen: 'mybot> $' } } },
    'matched `ready`',
  ],
  ['no more whole pastes', { screen: '> ▮', facts: { bracketedPaste: false } }, 'takes none'],
  ['single keys in place of lines', { screen: '> ▮', first: { lineMode: 'lines' }, facts: { lineMode: 'keys' } }, 'reads single keys'],
  ['lines in place of single keys', { screen: '> ▮', first: { lineMode: 'keys' }, facts: { lineMode: 'lines' } }, 'reads lines'],
  ['hidden lines, before any text was taken too', { screen: '> ▮', first: null, facts: { lineMode: 'secret' } }, 'hides what is typed'],
])('%s is no prompt of the agent', (_, seen, words) => {
  expect(read(seen)).toEqual({ composer: 'unknown', otherProgram: expect.stringContaining(words) })
})

test.each<[string, Seen, string]>([
  ['any prompt, until one took a text', { screen: '❯ ▮', isAlternate: true, first: null }, 'empty'],
  ['the same mark', { screen: 'done\n\n> ▮' }, 'empty'],
  ['the same mark behind an adoption, when little is known', { screen: '> ▮', facts: { bracketedPaste: null } }, 'empty'],
  ['a draft behind another mark: it is held as a draft', { screen: '❯ something▮' }, 'draft'],
  [
    'another path before the mark that the pattern knows',
    { screen: '~/other $ ▮', first: { mark: '$', isOwn: true }, profile: { ready: { screen: '[$#] $' } } },
    'empty',
  ],
  [
    'another mark that the pattern knows',
    { screen: '# ▮', first: { mark: '$', isOwn: true }, profile: { ready: { screen: '[$#] $' } } },
    'empty',
  ],
  ['a program with a reader of its own', { screen: '────\n❯ ▮\n────', isAlternate: true, profile: { kind: 'claude' } }, 'empty'],
])('%s is read without a change', (_, seen, composer) => {
  expect(read(seen)).toEqual({ composer, otherProgram: null })
})

test.each([
  'bash-5.2$ cat <<EOF\n> ▮',
  'me@host:~$ echo "it\n> and more\n> ▮',
  '[root@host dir]# make &&\n> ▮',
  "$ grep 'a\n> ▮",
  '$ for x in 1 2; do\n> ▮',
])("a shell's prompt for the rest of a command is no prompt: %j", screen => {
  expect(read({ screen })).toMatchObject({ composer: 'unknown' })
})

test.each(['$ npm test\n> ▮', '$ echo "it\'s done"\n\n> ▮', 'It costs 5$ or "more\n> ▮'])(
  "a shell's prompt below a complete command is a prompt: %j",
  screen => {
    expect(read({ screen })).toMatchObject({ composer: 'empty' })
  },
)

const cursorAt = { x: 2, y: 0, isShown: true, columns: 80 }

test.each([
  ['a grey of 24 bits', '38;2;150;150;150', 0, 'draft'],
  ['a grey of the palette', '38;5;246', 0, 'draft'],
  ['a grey, where the first prompt had a hint', '38;5;246', 12, 'empty'],
  ['faint by attribute', '2', 0, 'empty'],
  ['a faint grey', '2;38;5;246', 0, 'empty'],
  ['bright black', '90', 0, 'empty'],
  ['index 8', '38;5;8', 0, 'empty'],
])('text behind the cursor is a draft only if its grey was not on the first screen: %s', (_, style, greyChars, composer) => {
  const screen = toScreen([`> \x1b[${style}mdo not push yet\x1b[0m`], cursorAt)
  const profile = aProfile({ kind: 'command', ready: null, busy: null })
  expect(readPane({ agents, profile, first: { ...first, greyChars } }, screen, facts).composer).toBe(composer)
  expect(readPane({ agents, profile, first: null }, screen, facts).composer).toBe('empty')
})
