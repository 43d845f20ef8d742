import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RealAgent } from '../real-agent.ts'

/** opencode fetches a package from npm into a fresh home, for half a minute: what a user has after the first start. */
const USED_BEFORE = fileURLToPath(new URL('../../../../node_modules/.cache/czar-agents/opencode-home', import.meta.url))

export const opencode: RealAgent = {
  name: 'opencode',
  package: 'opencode-ai',
  version: '1.18.33',
  bin: 'bin/opencode.exe',
  settle(home, modelUrl) {
    const config = join(home, 'opencode.json')
    mkdirSync(USED_BEFORE, { recursive: true })
    const model = 'anthropic/claude-opus-4-5'
    const options = { baseURL: `${modelUrl}/v1`, apiKey: 'dummy' }
    // Rules for commands that czar has rules for too: they must not come between.
    const permission = { bash: { 'git commit *': 'ask', 'czar report *': 'deny' } }
    writeFileSync(config, JSON.stringify({ model, small_model: model, provider: { anthropic: { options } }, permission }))
    return {
      OPENCODE_CONFIG: config,
      OPENCODE_DISABLE_MODELS_FETCH: '1',
      XDG_CONFIG_HOME: join(USED_BEFORE, 'config'),
      XDG_CACHE_HOME: join(USED_BEFORE, 'cache'),
      XDG_DATA_HOME: join(home, 'data'),
      XDG_STATE_HOME: join(home, 'state'),
    }
  },
  run: command => ({ tool: 'bash', input: { command, description: 'a step' } }),
  write: (path, content) => ({ tool: 'write', input: { filePath: path, content } }),
}
