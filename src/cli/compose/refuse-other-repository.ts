import { existsSync } from 'node:fs'
import { PreconditionError } from '../../core/model/errors.ts'
import type { Project } from '../../core/model/project.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { ProjectPlace } from '../project/project-place.ts'

/**
 * Refuses a file with another repository or another folder of worktrees than the project has. Czar finds the project's branches and
 * worktrees by these two paths. So a repository that was moved must be found at its old path too.
 */
export function refuseOtherRepository(known: Project | null, { repo, worktreesDir }: Project, { name, directory }: ProjectPlace): void {
  if (known === null) return
  if (known.repo !== repo && !existsSync(known.repo) && existsSync(repo)) {
    const message = `project ${name} works in ${known.repo}, which does not exist any more, and this file is about ${repo}`
    const link = `ln -s ${shellWord(repo)} ${shellWord(known.repo)}`
    throw new PreconditionError(message, { hint: `${link}   # if it was moved; then write the old path in the file again` })
  }
  if (known.repo !== repo) {
    throw new PreconditionError(`project ${name} belongs to the repository ${known.repo}, and this file is about ${repo}`, {
      hint: `czar clean -p ${name}   # removes the old one (${directory}); or give the project another name`,
    })
  }
  if (known.worktreesDir === worktreesDir) return
  throw new PreconditionError(`project ${name} has its worktrees in ${known.worktreesDir}, and this file names ${worktreesDir}`, {
    hint: `czar clean -p ${name}   # removes them; or write the old place in the file again`,
  })
}
