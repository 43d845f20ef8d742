import { loadProfiles } from '../../config/load-profiles.ts'
import { configPaths } from '../config-paths.ts'
import { findProgram } from '../find-program.ts'
import type { CliIo } from '../io.ts'
import { type Finding, good, note } from './finding.ts'

/** How to get the programs of the ready-made profiles. */
const INSTALL: Readonly<Record<string, string>> = {
  claude: 'npm install --global @anthropic-ai/claude-code',
  codex: 'npm install --global @openai/codex',
  opencode: 'npm install --global opencode-ai',
  gemini: 'npm install --global @google/gemini-cli',
  qwen: 'npm install --global @qwen-code/qwen-code',
  copilot: 'npm install --global @github/copilot',
  amp: 'npm install --global @sourcegraph/amp',
  aider: 'python -m pip install aider-install && aider-install',
  goose: 'see https://block.github.io/goose/docs/getting-started/installation',
  'cursor-agent': 'see https://cursor.com/docs/cli/installation',
}

/** Which of the ready-made agent profiles have their program on PATH. Only looked up: starting one may cost money. */
export async function examineAgents(env: CliIo['env']): Promise<readonly Finding[]> {
  const profiles = await loadProfiles(configPaths(env).profilesDir)
  const programs = Object.entries(profiles).flatMap(([name, { command }]) =>
    command?.[0] === undefined ? [] : [[name, command[0]] as const],
  )
  return Promise.all(
    programs.map(async ([name, program]) => {
      const path = await findProgram(program, env['PATH'] ?? '')
      if (path !== null) return good(`agent ${name}`, path)
      return note(
        `agent ${name}`,
        `${program} is not on PATH; other programs can be described under agents: in the project file`,
        INSTALL[name] ?? `command -v ${program}`,
      )
    }),
  )
}
