import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RealAgent } from '../real-agent.ts'

export const codex: RealAgent = {
  name: 'codex',
  package: '@openai/codex',
  version: '0.169.0',
  bin: 'bin/codex.js',
  settle(home, modelUrl) {
    const config = join(home, 'codex')
    mkdirSync(config, { recursive: true })
    writeFileSync(join(config, 'config.toml'), settings(modelUrl))
    return { CODEX_HOME: config, STAND_IN_KEY: 'dummy' }
  },
  run: command => ({ tool: 'exec_command', input: { cmd: command } }),
  write: (path, content) => ({ tool: 'exec_command', input: { cmd: patch(path, content) } }),
}

/** A provider of one's own, as users of gateways have it. The directories of the tests lie below /tmp, so that is closed to the sandbox. */
function settings(modelUrl: string): string {
  return `model = "gpt-5.2-codex"
model_provider = "stand-in"
[model_providers.stand-in]
name = "stand-in"
base_url = "${modelUrl}/v1"
env_key = "STAND_IN_KEY"
wire_api = "responses"
request_max_retries = 1
stream_max_retries = 1
[sandbox_workspace_write]
exclude_slash_tmp = true
exclude_tmpdir_env_var = true
[analytics]
enabled = false
`
}

/** Codex takes the command apply_patch out of a shell's and edits the file itself. */
function patch(path: string, content: string): string {
  const lines = content.replace(/\n$/, '').split('\n')
  return `apply_patch <<'END'\n*** Begin Patch\n*** Add File: ${path}\n${lines.map(line => `+${line}\n`).join('')}*** End Patch\nEND`
}
