import type { MeasuredProgram } from '../../adapters/agents/driver.ts'
import { DRIVERS } from '../../adapters/agents/drivers.ts'
import { knownDifferences } from '../../adapters/agents/known-differences.ts'
import { readVersion } from '../../adapters/agents/read-version.ts'
import { loadProfiles } from '../../config/load-profiles.ts'
import type { AgentKind } from '../../core/model/agent-traits.ts'
import { hindranceText } from '../../core/model/program.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { CliIo } from '../io.ts'
import { configPaths } from '../project/config-paths.ts'
import { findProgram } from '../project/find-program.ts'
import { type DoctorFinding, good, note } from './finding.ts'

/** Reports for each built-in agent profile whether its program is on PATH, which version it has, and which of its settings hinder czar. */
export async function examineAgents({ cwd, env }: Pick<CliIo, 'cwd' | 'env'>): Promise<readonly DoctorFinding[]> {
  const profiles = await loadProfiles(configPaths(env).profilesDir)
  const programs = Object.entries(profiles).flatMap(([name, { kind, command, install }]) =>
    command?.[0] === undefined ? [] : [{ name, kind, install, program: command[0] }],
  )
  const found = await Promise.all(programs.map(each => examineAgent(each, { cwd, env })))
  return found.flat()
}

interface Program {
  readonly name: string
  readonly kind: AgentKind | undefined
  readonly program: string
  readonly install: string | undefined
}

async function examineAgent(
  { name, kind, program, install }: Program,
  { cwd, env }: Pick<CliIo, 'cwd' | 'env'>,
): Promise<readonly DoctorFinding[]> {
  const title = `agent ${name}`
  const path = await findProgram(program, env['PATH'] ?? '')
  if (path === null) {
    const says = `${program} is not on PATH; other programs can be described under agents: in the project file`
    return [note(title, says, install)]
  }
  const measured = kind === undefined ? null : DRIVERS[kind].measured
  // There is no version of this program that czar was tested with, so there is nothing to compare. Starting the program may cost money.
  if (measured === null) return [good(title, path)]
  const hindrances = await measured.findHindrances({ env, cwd })
  return [
    versionFinding(title, path, { version: await readVersion({ program: path, env, cwd }), measured }),
    ...hindrances.map(hindrance => note(title, hindranceText(hindrance), 'docs/agents.md says how the czar then observes the program')),
  ]
}

interface Versions {
  readonly version: string | null
  readonly measured: MeasuredProgram
}

function versionFinding(title: string, path: string, { version, measured }: Versions): DoctorFinding {
  if (version === measured.version) return good(title, `${path}, ${version}, the version that czar was tested with`)
  const says = version === null ? 'does not print its version within 10 s' : `${version} here`
  const differs = knownDifferences(measured, version).map(known => `; ${known}`)
  return note(
    title,
    `${path}: ${says}; czar was tested with ${measured.version}${differs.join('')}`,
    `${shellWord(path)} --version   # docs/agents.md describes ${measured.version}`,
  )
}
