import { join } from 'node:path'
import { DRIVERS } from '../../adapters/agents/drivers.ts'
import { programEnvironment } from '../../adapters/agents/environment.ts'
import { headlessCommand, headlessKinds } from '../../adapters/agents/headless/ask-headless.ts'
import { resolveProfiles } from '../../config/build/resolve-profiles.ts'
import { loadProfiles } from '../../config/load-profiles.ts'
import { PreconditionError, UsageError } from '../../core/model/errors.ts'
import type { AgentProfile } from '../../core/model/project.ts'
import type { CliIo } from '../io.ts'
import { packageRoot } from '../package-root.ts'
import { readerEnvironment } from '../project/environments.ts'
import { findProgram } from '../project/find-program.ts'

/** An agent program that is ready to plan. */
export interface Planner {
  readonly name: string
  readonly profile: AgentProfile
  /** The absolute path of the program, and its arguments. */
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** Finds the profile and the program of an agent. Throws if the program cannot plan or is not installed. */
export async function findPlanner(name: string, io: CliIo, passEnv: readonly string[]): Promise<Planner> {
  const builtIn = await loadProfiles(join(packageRoot, 'config', 'agents'))
  const profile = Object.hasOwn(builtIn, name) ? resolveProfiles({ builtIn, own: {} }).profiles[name] : null
  if (profile == null || DRIVERS[profile.kind].loadHeadless === null)
    throw new UsageError(`agent ${name} cannot plan; these can: ${headlessKinds().join(', ')}`, { hint: 'czar plan --help' })
  const passed = { ...profile, passEnv: [...profile.passEnv, ...passEnv] }
  const env = programEnvironment(passed, readerEnvironment(io.env), io.env)
  const [program = name, ...rest] = profile.command
  const path = await findProgram(program, env['PATH'] ?? '')
  if (path === null)
    throw new PreconditionError(`${program} is not on PATH, so ${name} cannot plan`, { hint: builtIn[name]?.install ?? 'czar doctor' })
  return { name, profile, command: [path, ...rest], env }
}

/** The command line with which the planner starts, for `--dry-run`. */
export async function commandOfPlanner({ profile, command }: Planner, usd: number | null): Promise<readonly string[]> {
  return (await headlessCommand({ profile, command, usd }))?.argv ?? []
}
