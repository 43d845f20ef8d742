import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { aHastyFleet } from '../support/a-hasty-fleet.ts'
import { gemini } from '../support/programs/gemini.ts'

interface Habit {
  readonly policy?: string
  /** Changes to the user's settings. */
  readonly settings?: Readonly<Record<string, object>>
  /** More files of the user's `~/.gemini`. */
  readonly files?: Readonly<Record<string, string>>
}

/** The user has set up Enter to begin a new line, and another key to send. In the worker's terminal the program's own keys apply. */
const KEYS = JSON.stringify([
  { command: '-input.submit', key: 'enter' },
  { command: 'input.submit', key: 'ctrl+y' },
  { command: 'input.newline', key: 'enter' },
  { command: '-basic.confirm', key: 'enter' },
])

const LIVED_IN: Habit = {
  settings: {
    ui: { theme: 'GitHub Light', showLineNumbers: true, hideBanner: true },
    hooks: { BeforeAgent: [{ hooks: [{ name: 'own', type: 'command', command: 'echo "{}"' }] }] },
    mcpServers: { gone: { command: '/nowhere/server' } },
    tools: { confirmationRequired: ['run_shell_command', 'write_file'] },
  },
  files: {
    'keybindings.json': KEYS,
    'extensions/notes/gemini-extension.json': JSON.stringify({ name: 'notes', version: '1.0.0', contextFileName: 'NOTES.md' }),
    'extensions/notes/NOTES.md': 'Be kind.\n',
    'GEMINI.md': 'Answer in short sentences.\n',
    'policies/own.toml': '[[rule]]\ntoolName = "run_shell_command"\ncommandPrefix = "git push"\ndecision = "deny"\npriority = 900\n',
  },
}

const LOOKS = {
  useAlternateBuffer: true,
  useBackgroundColor: false,
  hideWindowTitle: true,
  dynamicWindowTitle: false,
  hideFooter: true,
  hideContextSummary: true,
}

test.each<[string, Habit]>([
  ['asks for permissions, and has a theme, keys, hooks, rules, an extension and a server that does not start', LIVED_IN],
  ['denies what is not allowed, with all of these', { ...LIVED_IN, policy: '{ permissions: { otherwise: deny } }' }],
  ['allows everything, with all of these', { ...LIVED_IN, policy: '{ permissions: { otherwise: allow } }' }],
  [
    'keeps secrets from the shell, and has another look',
    { settings: { security: { environmentVariableRedaction: { enabled: true } }, ui: LOOKS, general: { defaultApprovalMode: 'plan' } } },
  ],
  ['lets a screen reader read it', { settings: { ui: { accessibility: { screenReader: true } } } }],
])('several texts reach Gemini CLI of a user who %s', async (_who, { policy = '{}', settings = {}, files = {} }) => {
  const agent: typeof gemini = {
    ...gemini,
    settle(home, modelUrl) {
      const variables = gemini.settle(home, modelUrl)
      const own = join(home, 'gemini', '.gemini')
      change(join(own, 'settings.json'), settings)
      for (const [name, text] of Object.entries(files)) put(join(own, name), text)
      return variables
    },
  }
  const fleet = await aHastyFleet(agent, { policy })
  expect(fleet.git('log', '-1', '--format=%an <%ae>, %cn', 'feat/hasty').trim()).toBe('Fleet <fleet@example.com>, Fleet')
})

function change(file: string, changes: Readonly<Record<string, object>>): void {
  const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>
  for (const [key, value] of Object.entries(changes)) settings[key] = { ...settings[key], ...value }
  writeFileSync(file, JSON.stringify(settings))
}

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  chmodSync(file, 0o600)
}
