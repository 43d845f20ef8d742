import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { aHastyFleet } from '../support/a-hasty-fleet.ts'
import { codex } from '../support/programs/codex.ts'

interface Habit {
  readonly policy?: string
  /** Keys at the top of config.toml, before any table. */
  readonly keys?: string
  /** Tables at the end of config.toml. */
  readonly tables?: string
  /** More files in Codex's own directory. */
  readonly files?: Readonly<Record<string, string>>
  /** Changes the settings that the other stories use too. */
  readonly change?: (settings: string) => string
}

const OWN_HOOK = '[[hooks.Stop]]\n[[hooks.Stop.hooks]]\ntype = "command"\ncommand = "echo \'{}\'"\n'
const OWN_HOOKS = JSON.stringify({ hooks: { UserPromptSubmit: [{ hooks: [{ type: 'command', command: 'exit 0' }] }] } })
const deadServer = (more = '') => `[mcp_servers.gone]\ncommand = "/nowhere/server"\n${more}`

test.each<[string, Habit]>([
  ['asks for permissions', {}],
  ['denies what is not allowed', { policy: '{ permissions: { otherwise: deny } }' }],
  ['allows everything', { policy: '{ permissions: { otherwise: allow } }' }],
  ['never wants to be asked and only reads', { keys: 'approval_policy = "never"\nsandbox_mode = "read-only"\n' }],
  ['has no sandbox', { keys: 'approval_policy = "never"\nsandbox_mode = "danger-full-access"\n' }],
  ['has as many retries as the program wants', { change: settings => settings.replace(/^\w+_max_retries = 1\n/gm, '') }],
  ['types by vim keys', { tables: '[tui]\nvim_mode_default = true\n' }],
  ['has hooks', { tables: OWN_HOOK, files: { 'hooks.json': OWN_HOOKS } }],
  ['has a server that does not start', { tables: deadServer() }],
  ['is told of turns by a program that is gone', { keys: 'notify = ["/nowhere/notify", "codex"]\n' }],
  ['keeps no history', { tables: '[history]\npersistence = "none"\n' }],
  ['gives commands a bare environment', { tables: '[shell_environment_policy]\ninherit = "none"\n' }],
  ['gives commands chosen variables', { tables: '[shell_environment_policy]\ninclude_only = ["HOME"]\nset = { EDITOR = "vi" }\n' }],
  ['keeps variables from commands', { tables: '[shell_environment_policy]\ninherit = "core"\nexclude = ["CZAR_*", "GIT_*"]\n' }],
  ['has a picture of its own', { tables: '[tui]\nanimations = false\nstatus_line = []\nterminal_title = []\nnotifications = true\n' }],
  ['has words for every project', { files: { 'AGENTS.md': 'Answer in French.\n' } }],
])(
  'several texts reach Codex of a user who %s',
  async (_who, { policy = '{}', keys = '', tables = '', files = {}, change = text => text }) => {
    const agent: typeof codex = {
      ...codex,
      settle(home, modelUrl) {
        const variables = codex.settle(home, modelUrl)
        // Codex's directory is at its usual place, and only the variable HOME leads to it.
        const { CODEX_HOME: from, ...others } = variables
        const own = join(home, '.codex')
        mkdirSync(own)
        writeFileSync(join(own, 'config.toml'), keys + change(readFileSync(join(from ?? '', 'config.toml'), 'utf8')) + tables)
        for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text)
        return others
      },
    }
    await aHastyFleet(agent, { policy })
  },
)
