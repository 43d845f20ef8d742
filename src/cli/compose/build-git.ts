import { join } from 'node:path'
import { createGit } from '../../adapters/git/create-git.ts'
import type { RunProgram } from '../../adapters/processes/runner/run-here.ts'
import { omnibusBranch } from '../../core/landing/omnibus-branch.ts'
import type { Project } from '../../core/model/project.ts'
import type { GitPort, Inspected } from '../../core/ports/git-port.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { stateDir } from '../project/state-dir.ts'

export interface GitParts {
  readonly known?: Inspected
  readonly run?: RunProgram
  /** A folder for new git objects, so that the repository does not get them. */
  readonly quarantine?: string
  /** The project as the running czar uses it. A reload replaces it. If it is absent, the project stays the same. */
  readonly inUse?: () => Project
}

/** Builds the access to git for one project. All projects of this state directory share the locks. */
export function buildGit(project: Project, place: ProjectPlace, env: CliIo['env'], parts: GitParts = {}): GitPort {
  const { known, run, quarantine, inUse = () => project } = parts
  return createGit({
    project: project.name,
    repo: project.repo,
    repoUrl: project.repoUrl,
    commonDir: known?.commonDir,
    base: project.base,
    remote: project.remote,
    worktreesDir: project.worktreesDir,
    get branches() {
      return inUse().workers.map(({ id, branch }) => ({ worker: id, branch }))
    },
    get omnibus() {
      return inUse().policy.merge?.mode === 'omnibus' ? omnibusBranch(project) : undefined
    },
    lockDir: join(stateDir(env), '.locks'),
    scratchDir: join(place.directory, 'scratch'),
    env,
    ...(run === undefined ? {} : { run }),
    ...(quarantine === undefined ? {} : { quarantine }),
    identity: project.workers.find(worker => worker.git?.sshKey != null)?.git ?? null,
  })
}
