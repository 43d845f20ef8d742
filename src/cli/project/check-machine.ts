import { join } from 'node:path'
import { refuseForeignAgents } from '../../adapters/processes/refuse-foreign-agents.ts'
import { ensureSocketDirectory } from '../../adapters/tmux/server/socket-directory.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import type { Project } from '../../core/model/project.ts'
import type { CliIo } from '../io.ts'
import { agentBaseEnvironment } from './environments.ts'
import { findAuthorless } from './find-authorless.ts'
import { findProgram } from './find-program.ts'
import type { ProjectPlace } from './project-place.ts'

/** Checks that this machine can run the project's agents, and throws a PreconditionError that says what is missing. */
export async function checkMachine(project: Project, place: ProjectPlace, { env }: Pick<CliIo, 'env'>): Promise<void> {
  const worktrees = project.workers.map(({ id }) => join(project.worktreesDir, id))
  await Promise.all([
    // Without this check, tmux would refuse its socket only when the worktrees are made and the first agent starts.
    ensureSocketDirectory(place.sockets.tmux),
    findAgents(project, place, env),
    refuseAuthorless(project, env),
    refuseForeignAgents(worktrees, place.directory),
  ])
}

/** Reports if git knows no author. The workers could then not commit, and czar would reject each claim until the tasks fail. */
async function refuseAuthorless(project: Project, env: CliIo['env']): Promise<void> {
  const authorless = await findAuthorless(project, env)
  if (authorless !== null) throw new PreconditionError(authorless.message, { hint: authorless.hint })
}

/** Reports a missing agent program. Without this check, the person would see only a terminal that ends at once. */
async function findAgents(project: Project, place: ProjectPlace, env: CliIo['env']): Promise<void> {
  const { PATH = '' } = agentBaseEnvironment(env, place, join(place.directory, 'bin'))
  const used = [...new Set(project.workers.map(worker => worker.agent))].flatMap(name => project.agents[name] ?? [])
  const missing: string[] = []
  for (const profile of used) {
    const [program] = profile.command
    if (program !== undefined && (await findProgram(program, PATH)) === null)
      missing.push(`agent ${profile.name}: ${program} is not on PATH`)
  }
  if (missing.length === 0) return
  throw new PreconditionError('an agent program is missing', {
    details: missing,
    hint: 'install it, or set agents.<name>.command to its absolute path',
  })
}
