import { dirname, join } from 'node:path'
import { openHistoryReader } from '../../adapters/history/history.ts'
import { type AgentExperience, chooseAgents, withExperience } from '../../core/history/choose-agents.ts'
import { repositoryOf } from '../../core/history/records-of.ts'
import { CzarError } from '../../core/model/errors.ts'
import type { AgentProfile, Project } from '../../core/model/project.ts'
import type { CliIo } from '../io.ts'
import { agentBaseEnvironment } from '../project/environments.ts'
import { findProgram } from '../project/find-program.ts'
import type { ProjectPlace } from '../project/project-place.ts'

interface Choosing {
  readonly env: CliIo['env']
  /** The project as it was launched last, or null if it never was. */
  readonly before: Project | null
}

/**
 * Returns the project with the agents that czar chose for workers with `agent: auto`, and with what is known of all its agents. If the
 * history cannot be read, the agents are chosen as if there were none.
 */
export async function chooseForLaunch(project: Project, place: ProjectPlace, { env, before }: Choosing): Promise<Project> {
  const experience = experienceWith(project, dirname(place.directory))
  return withExperience(await chooseFrom(project, place, { env, before, experience }), experience)
}

/**
 * Chooses the agents for a file that is loaded while the fleet runs. The choice uses the history as it was at the launch. With a newer
 * history, the file would always seem to differ from what czar runs.
 */
export async function chooseForReload(
  project: Project,
  place: ProjectPlace,
  { env, before }: Choosing & { before: Project },
): Promise<Project> {
  const experience = experienceWith(project, dirname(place.directory))
  const chosen = await chooseFrom(project, place, { env, before, experience })
  return before.experience === undefined ? chosen : { ...chosen, experience: before.experience }
}

async function chooseFrom(
  project: Project,
  place: ProjectPlace,
  { env, before, experience }: Choosing & { readonly experience: readonly AgentExperience[] },
): Promise<Project> {
  if (project.workers.every(({ candidates }) => candidates === undefined)) return project
  const names = new Set(project.workers.flatMap(({ candidates = [] }) => candidates.map(({ agent }) => agent)))
  const { PATH = '' } = agentBaseEnvironment(env, place, join(place.directory, 'bin'))
  const found = await Promise.all([...names].map(async name => ((await isThere(project.agents[name], PATH)) ? [name] : [])))
  const installed = new Set(found.flat())
  return chooseAgents(project, { experience, before, isInstalled: agent => installed.has(agent) })
}

async function isThere(profile: AgentProfile | undefined, path: string): Promise<boolean> {
  const program = profile?.command[0]
  return profile !== undefined && (program === undefined || (await findProgram(program, path)) !== null)
}

function experienceWith(project: Project, stateDir: string): readonly AgentExperience[] {
  try {
    const reader = openHistoryReader({ stateDir })
    if (reader === null) return []
    try {
      const here = reader.experience(repositoryOf(project))
      const everywhere = reader.experience(null)
      return [...here.map(one => ({ ...one, isHere: true })), ...withoutHere(everywhere, here)]
    } finally {
      reader.close()
    }
  } catch (error) {
    // The czar's log says what is wrong with the history.
    if (error instanceof CzarError) return []
    throw error
  }
}

type Sums = Omit<AgentExperience, 'isHere'>

function withoutHere(everywhere: readonly Sums[], here: readonly Sums[]): readonly AgentExperience[] {
  return everywhere.map(({ agent, role, claimed, rightFirst }) => {
    const own = here.find(one => one.agent === agent && one.role === role)
    return { agent, role, isHere: false, claimed: claimed - (own?.claimed ?? 0), rightFirst: rightFirst - (own?.rightFirst ?? 0) }
  })
}
