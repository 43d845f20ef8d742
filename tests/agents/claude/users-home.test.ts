import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { aHastyFleet } from '../support/a-hasty-fleet.ts'
import { claude } from '../support/programs/claude.ts'

interface Habit {
  readonly env?: Readonly<Record<string, string>>
  readonly policy?: string
  /** Changes to the user's settings. */
  readonly settings?: object
  /** Changes to the file in which Claude Code stores its own notes. */
  readonly noted?: object
}

/** A fast answer from a warm cache, after which Claude Code suggests the next prompt. */
const WARM = { input: 100, output: 20, cacheRead: 20_000 }

test.each<[string, Habit]>([
  ['asks for permissions', {}],
  ['denies what is not allowed', { policy: '{ permissions: { otherwise: deny } }' }],
  ['allows everything', { policy: '{ permissions: { otherwise: allow } }' }],
  ['has as many retries as the program wants', { env: { CLAUDE_CODE_MAX_RETRIES: '10' } }],
  ['types by vim keys', { settings: { editorMode: 'vim' }, noted: { editorMode: 'vim' } }],
  ['has hooks', { settings: { hooks: { Stop: [{ hooks: [{ type: 'command', command: 'echo "{}"' }] }] } } }],
  ['has a server that does not start', { noted: { mcpServers: { gone: { command: '/nowhere/server', args: [] } } } }],
  ['has suggestions', { env: { CLAUDE_CODE_ENABLE_PROMPT_SUGGESTION: '1', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '0' } }],
])('several texts reach Claude Code of a user who %s', async (_who, { env = {}, policy = '{}', settings = {}, noted = {} }) => {
  const agent: typeof claude = {
    ...claude,
    settle(home, modelUrl) {
      const variables = claude.settle(home, modelUrl)
      change(join(home, 'claude', 'settings.json'), settings)
      change(join(home, 'claude', '.claude.json'), noted)
      return { ...variables, ...env }
    },
  }
  await aHastyFleet(agent, { policy, end: { say: 'Done.', usage: WARM } })
})

function change(file: string, changes: object): void {
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...changes }))
}
