import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'vitest'
import { aHastyFleet } from '../support/a-hasty-fleet.ts'
import { opencode } from '../support/programs/opencode.ts'

/** A user's `opencode.json`: an agent that the user chose, rules, and a server and a plugin that do not exist. */
const LIVED_IN = {
  theme: 'tokyonight',
  share: 'manual',
  snapshot: false,
  default_agent: 'plan',
  permission: { edit: 'ask', webfetch: 'allow', bash: { '*': 'allow', 'git push *': 'deny' } },
  tools: { bash: false },
  agent: { build: { prompt: 'Be brief.', permission: { edit: 'ask', bash: { '*': 'ask', 'git commit *': 'deny', 'czar *': 'deny' } } } },
  mcp: { gone: { type: 'local', command: ['/nowhere/server'] } },
  plugin: ['/nowhere/plugin.js'],
}

/** More files in the user's own directory. */
const FILES = {
  'tui.json': JSON.stringify({
    theme: 'tokyonight',
    mouse: false,
    keybinds: { leader: 'ctrl+a', app_exit: 'ctrl+q', input_newline: 'shift+return,ctrl+j', session_interrupt: 'ctrl+g' },
  }),
  'AGENTS.md': 'Answer in short sentences.\n',
  'plugin/own.js': 'export const Own = async () => ({ event: async () => {}, "tool.execute.before": async () => {} })\n',
}

test.each([
  ['asks for permissions', '{}'],
  ['denies what is not allowed', '{ permissions: { otherwise: deny } }'],
  ['allows everything', '{ permissions: { otherwise: allow } }'],
])('several texts reach opencode of a user who %s, with an agent, rules, keys, plugins and a server of their own', async (_who, policy) => {
  const agent: typeof opencode = {
    ...opencode,
    settle(home, modelUrl) {
      const variables = opencode.settle(home, modelUrl)
      const own = join(home, 'config-of-user')
      const file = variables['OPENCODE_CONFIG'] as string
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...LIVED_IN }))
      for (const [name, text] of Object.entries(FILES)) put(join(own, name), text)
      return { ...variables, OPENCODE_CONFIG_DIR: own }
    },
  }
  await aHastyFleet(agent, { policy })
})

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
