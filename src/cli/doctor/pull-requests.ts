import { join, resolve } from 'node:path'
import { createGitHub } from '../../adapters/forge/github/create-github.ts'
import { loadProject } from '../../config/load-project.ts'
import { CzarError } from '../../core/model/errors.ts'
import { buildGit } from '../compose/build-git.ts'
import type { CliIo } from '../io.ts'
import { configPaths } from '../project/config-paths.ts'
import { projectPlaceOf } from '../project/project-place.ts'
import { stateDir } from '../project/state-dir.ts'
import { bad, type DoctorFinding, good } from './finding.ts'

const NAME = 'pull requests'

/**
 * Asks the host of pull requests (GitHub) which user the project's token belongs to, and what that user may do. The call changes nothing on
 * the host.
 */
export async function examinePullRequests(file: string, { cwd, env }: CliIo): Promise<readonly DoctorFinding[]> {
  const project = await loadProject(resolve(cwd, file), configPaths(env))
  const place = projectPlaceOf(project.name, join(stateDir(env), project.name), env)
  try {
    const { remoteAddresses } = buildGit(project, place, env)
    const { repository, login, problem } = await createGitHub({ addresses: remoteAddresses, env }).examine()
    const who = login === null ? 'the token of an app' : login
    if (problem !== null) return [bad(NAME, `${repository}, as ${who}: ${problem}`, 'gh auth status')]
    return [good(NAME, `${repository}, as ${who}: branches may be pushed and requests opened`)]
  } catch (error) {
    if (!(error instanceof CzarError)) throw error
    return [bad(NAME, error.message, error.hint)]
  }
}
