import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readAuthorship } from '../../adapters/git/repository/read-authorship.ts'
import type { Project, WorkerConfig } from '../../core/model/project.ts'
import { counted } from '../../core/text/counted.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { CliIo } from '../io.ts'

/** Variables that can name the author and committer, so that git's configuration need not. */
const NEEDED = ['GIT_AUTHOR_NAME', 'GIT_AUTHOR_EMAIL', 'GIT_COMMITTER_NAME', 'GIT_COMMITTER_EMAIL']

export interface Authorless {
  readonly message: string
  readonly hint: string
}

/** Finds workers whose commits git would refuse because they have no author. Returns null if every worker can commit. */
export async function findAuthorless(project: Project, env: CliIo['env']): Promise<Authorless | null> {
  const lacking = project.workers.filter(worker => !hasOwnAuthor(worker, project))
  // A repository that is still to be cloned has no git configuration yet, and neither has a folder without a repository.
  if (lacking.length === 0 || !isRepository(project.repo)) return null
  if ((await readAuthorship(project.repo, env)) !== null) return null
  const repo = shellWord(project.repo)
  const who = lacking.length === project.workers.length ? '' : ` for ${lacking.map(({ id }) => id).join(', ')}`
  return {
    message: `git does not know who commits in ${project.repo}${who}: ${counted(lacking.length, 'worker')} could not commit`,
    hint: `git -C ${repo} config user.name NAME && git -C ${repo} config user.email ADDRESS   # or workers[].git in the project file`,
  }
}

/** Whether the folder has a `.git` or is a bare repository. */
function isRepository(path: string): boolean {
  return ['.git', 'HEAD'].some(name => existsSync(join(path, name)))
}

function hasOwnAuthor({ git, env, agent }: WorkerConfig, { agents }: Project): boolean {
  if (git?.name != null && git.email !== null) return true
  const set = { ...env, ...agents[agent]?.env }
  return NEEDED.every(name => set[name] !== undefined)
}
