import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createAgents } from '../../src/adapters/agents/agents.ts'
import { resolveProfiles } from '../../src/config/build/resolve-profiles.ts'
import { loadProfiles } from '../../src/config/load-profiles.ts'
import { aScreen } from '../support/builders/a-screen.ts'

const directory = fileURLToPath(new URL('../../config/agents', import.meta.url))
const { profiles } = resolveProfiles({ builtIn: await loadProfiles(directory), own: {} })
const { readScreen } = createAgents({ inherited: {}, note: () => {} })

const texts = readdirSync(directory)
  .filter(file => !['command.yaml', 'scripted.yaml'].includes(file))
  .map(file => ({ file, text: readFileSync(join(directory, file), 'utf8') }))

test.each(texts)('the profile $file names the version that it was tested with, or says that none was', ({ text }) => {
  const comments = text.split('\n').filter(line => line.startsWith('#'))
  expect(comments.join(' ')).toMatch(/(?:measured|run) with .*\d+\.\d+\.\d+|^# \S.*Not tested here.*\d+\.\d+/)
})

test.each(texts.filter(({ text }) => /^kind: command$/m.test(text)))(
  'the profile $file can be launched: it has a program, a prompt, a way to end, and room for a brief',
  ({ file }) => {
    const profile = profiles[file.replace('.yaml', '')]
    expect(profile?.command.length).toBeGreaterThan(0)
    expect(profile?.ready).not.toBeNull()
    expect(profile?.quit.length).toBeGreaterThan(0)
  },
)

// Screen texts, taken from the sources that the profiles name.
test.each([
  ['aider', 'Aider v0.86.2\n────\n> ▮', { ready: true, busy: false, composer: 'empty' }],
  ['aider', 'Aider v0.86.2\narchitect> ▮', { ready: true, composer: 'empty' }],
  ['aider', '> do it\n░█ Waiting for openai/gpt-5.4', { ready: false, busy: true }],
  ['aider', "touch a\nRun shell command? (Y)es/(N)o/(D)on't ask again [Yes]: ", { ready: false, dialog: { keys: ['y', 'Enter'] } }],
  ['aider', "Run shell command? (Y)es/(N)o/(D)on't ask again [Yes]: y\n> ", { ready: true, dialog: null }],
  ['aider', 'README.md\nAdd file to the chat? (Y)es/(N)o/(A)ll/(S)kip all [Yes]: ▮', { dialog: { keys: ['y', 'Enter'] } }],
  ['goose', 'starting session | provider: openai model: gpt-5.4\n\n( O)> ▮', { ready: true, composer: 'empty' }],
  ['cursor-agent', '  Cursor Agent\n\n  → ▯⟦Plan, search, build anything⟧\n', { ready: true, busy: false }],
  ['cursor-agent', '  ⬢ Working\n\n  → ▯⟦Add a follow-up        ctrl+c to stop⟧\n', { ready: true, busy: true }],
  ['amp', '╭──────────╮\n│ ▮         │\n╰──────────╯', { ready: true, busy: false }],
])("the profile of %s, which was never run here, matches the texts in the program's sources", (name, screen, reading) => {
  const profile = profiles[name]
  if (profile == null) throw new Error(name)
  expect(readScreen(profile, aScreen(screen), '')).toMatchObject(reading)
})
