import { findHindrances } from '../../adapters/agents/find-hindrances.ts'
import { knownDifferences, MEASURED } from '../../adapters/agents/measured.ts'
import { readVersion } from '../../adapters/agents/read-version.ts'
import { loadProfiles } from '../../config/load-profiles.ts'
import { hindranceText } from '../../core/model/program.ts'
import type { AgentKind } from '../../core/model/project.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { CliIo } from '../io.ts'
import { configPaths } from '../project/config-paths.ts'
import { findProgram } from '../project/find-program.ts'
import { type DoctorFinding, good, note } from './finding.ts'

/** Install commands for the programs of the built-in profiles. */
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

/** Reports, per built-in profile, whether its program is on PATH, its version, and settings that hinder the czar. */
export async function examineAgents({ cwd, env }: Pick<CliIo, 'cwd' | 'env'>): Promise<readonly DoctorFinding[]> {
  const profiles = await loadProfiles(configPaths(env).profilesDir)
  const programs = Object.entries(profiles).flatMap(([name, { kind, command }]) =>
    command?.[0] === undefined ? [] : [{ name, kind, program: command[0] }],
  )
  const found = await Promise.all(programs.map(each => examineAgent(each, { cwd, env })))
  return found.flat()
}

interface Program {
  readonly name: string
  readonly kind: AgentKind | undefined
  readonly program: string
}

async function examineAgent({ name, kind, program }: Program, { cwd, env }: Pick<CliIo, 'cwd' | 'env'>): Promise<readonly DoctorFinding[]> {
  const title = `agent ${name}`
  const path = await findProgram(program, env['PATH'] ?? '')
  if (path === null) {
    const says = `${program} is not on PATH; other programs can be described under agents: in the project file`
    return [note(title, says, INSTALL[name])]
  }
  const measured = kind === undefined ? undefined : MEASURED[kind]
  // Other programs are not measured, and starting one may cost money.
  if (kind === undefined || measured === undefined) return [good(title, path)]
  const hindrances = await findHindrances({ kind, env, cwd })
  return [
    versionFinding(title, path, { version: await readVersion({ program: path, env, cwd }), measured, kind }),
    ...hindrances.map(hindrance => note(title, hindranceText(hindrance), 'docs/agents.md says what the czar then goes by')),
  ]
}

interface Versions {
  readonly version: string | null
  readonly measured: string
  readonly kind: AgentKind
}

function versionFinding(title: string, path: string, { version, measured, kind }: Versions): DoctorFinding {
  if (version === measured) return good(title, `${path}, ${version}, measured with the same`)
  const says = version === null ? `does not say its version within 10 s` : `${version} here`
  const differs = knownDifferences(kind, version).map(known => `; ${known}`)
  return note(
    title,
    `${path}: ${says}, measured with ${measured}${differs.join('')}`,
    `${shellWord(path)} --version   # docs/agents.md tells what was seen of ${measured}`,
  )
}
