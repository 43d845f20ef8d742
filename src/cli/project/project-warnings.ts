import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DRIVERS } from '../../adapters/agents/drivers.ts'
import { programEnvironment } from '../../adapters/agents/environment.ts'
import { baseFiles } from '../../adapters/git/inspect/base-files.ts'
import type { GitOptions } from '../../adapters/git/repository/git-options.ts'
import { taskWarnings } from '../../core/claims/base/task-warnings.ts'
import type { PlacesOfTasks } from '../../core/model/gates/base-gate.ts'
import { type Hindrance, hindranceText } from '../../core/model/program.ts'
import type { Project, WorkerConfig } from '../../core/model/project.ts'
import { permissionWarnings } from '../../core/permission/permission-warnings.ts'
import { unreadableBudgets } from '../../core/policy/budget/unreadable.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { CliIo } from '../io.ts'
import { homeEnvironment } from './environments.ts'
import { stateDir } from './state-dir.ts'

interface WarnedFile {
  readonly project: Project
  /** Where the file has each task. It is empty if the project was not read from its file now. */
  readonly places: PlacesOfTasks
}

/** Warnings about a project file before its fleet starts. They do not stop the launch. Each is a whole sentence. */
export async function projectWarnings({ project, places }: WarnedFile, env: CliIo['env']): Promise<readonly string[]> {
  // Workers with the same profile and the same environment have the same settings, so one worker of each kind is checked.
  const distinct = new Map(project.workers.map(worker => [JSON.stringify([worker.agent, worker.env]), worker]))
  const [files, ...hindrances] = await Promise.all([
    baseFiles(gitOptions(project, env)),
    ...[...distinct.values()].map(worker => hindrancesOf(project, worker, env)),
  ])
  return [
    ...sayShallow(project),
    ...saySparse(project),
    ...unreadableBudgets(project),
    ...permissionWarnings(project),
    ...taskWarnings({ project, places, files }),
    ...new Set(hindrances.flat().map(hindranceText)),
  ]
}

/** Options for git commands that only read. They need no locks and no scratch folder of their own. */
function gitOptions({ repo, repoUrl, base, remote, worktreesDir }: Project, env: CliIo['env']): GitOptions {
  const locks = join(stateDir(env), '.locks')
  return { repo, repoUrl, base, remote, worktreesDir, branches: [], lockDir: locks, scratchDir: locks, env }
}

/** Finds settings that hinder the worker's agent program. They are read in the repository, because the worker has no worktree yet. */
async function hindrancesOf(project: Project, worker: WorkerConfig, env: CliIo['env']): Promise<readonly Hindrance[]> {
  const profile = project.agents[worker.agent]
  if (profile === undefined) return []
  const own = programEnvironment(profile, { ...homeEnvironment(env), ...worker.env }, env)
  return (await DRIVERS[profile.kind].measured?.findHindrances({ env: own, cwd: project.repo })) ?? []
}

/** Warns about a shallow clone. Czar can launch with it, but a merge may not find the commit that both branches began from. */
function sayShallow({ repo }: Project): readonly string[] {
  const { size } = statSync(join(repo, '.git', 'shallow'), { throwIfNoEntry: false }) ?? { size: 0 }
  if (size === 0) return []
  return [`the repository is shallow: merges may find no common ancestor; next: git -C ${shellWord(repo)} fetch --unshallow`]
}

/** Warns about a sparse checkout. Git gives each new worktree the same one, so workers cannot commit outside of it, and checks see no more. */
function saySparse({ repo }: Project): readonly string[] {
  const isSparse = ['config', 'config.worktree'].some(name => /^\s*sparsecheckout\s*=\s*true\s*$/im.test(textOf(join(repo, '.git', name))))
  if (!isSparse) return []
  const rest = 'workers cannot add files outside of it, and checks do not see them'
  return [
    `the repository has a sparse checkout, and so have the worktrees: ${rest}; next: git -C ${shellWord(repo)} sparse-checkout disable`,
  ]
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
