import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RealAgent } from '../real-agent.ts'

export const claude: RealAgent = {
  name: 'claude',
  package: '@anthropic-ai/claude-code',
  version: '2.1.197',
  bin: 'bin/claude.exe',
  // A stub of a few hundred bytes stands in the program's place.
  finishInstall: { isDone: program => statSync(program).size > 1_000_000, script: 'install.cjs' },
  settle(home, modelUrl) {
    const config = join(home, 'claude')
    mkdirSync(config, { recursive: true })
    writeFileSync(join(config, '.claude.json'), JSON.stringify({ hasCompletedOnboarding: true, theme: 'dark' }))
    return {
      CLAUDE_CONFIG_DIR: config,
      ANTHROPIC_BASE_URL: modelUrl,
      ANTHROPIC_AUTH_TOKEN: 'dummy',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      CLAUDE_CODE_MAX_RETRIES: '1',
    }
  },
  run: command => ({ tool: 'Bash', input: { command, description: 'a step' } }),
  write: (path, content) => ({ tool: 'Write', input: { file_path: path, content } }),
  // The date, agents, skills, a person's command.
  ownWords: /^(?:(?:<(system-reminder|local-command-\w+|command-\w+)>[\s\S]*?<\/\1>|\[Request interrupted by user[^\]]*\])\s*)+/,
}
