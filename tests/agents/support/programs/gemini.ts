import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RealAgent } from '../real-agent.ts'

export const gemini: RealAgent = {
  name: 'gemini',
  package: '@google/gemini-cli',
  version: '0.61.0',
  bin: 'bundle/gemini.js',
  settle(home, modelUrl) {
    const own = join(home, 'gemini')
    mkdirSync(join(own, '.gemini'), { recursive: true })
    writeFileSync(join(own, '.gemini', 'settings.json'), JSON.stringify(USER_SETTINGS))
    return { GEMINI_CLI_HOME: own, GEMINI_API_KEY: 'dummy', GOOGLE_GEMINI_BASE_URL: modelUrl, GEMINI_MODEL: 'gemini-2.5-flash' }
  },
  run: command => ({ tool: 'run_shell_command', input: { command, description: 'a step' } }),
  write: (path, content) => ({ tool: 'write_file', input: { file_path: path, content } }),
  // Where it is, and what our hook says of pasted texts.
  ownWords: /^(?:<(session_context|hook_context)>[\s\S]*?<\/\1>)+/,
}

/** What would keep the czar out, were it to count: as a person may have it for their own terminal. */
const USER_SETTINGS = {
  general: { vimMode: true },
  hooksConfig: { enabled: false },
  privacy: { usageStatisticsEnabled: false },
  security: { folderTrust: { enabled: true } },
}
