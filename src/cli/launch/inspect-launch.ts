import type { Inspected } from '../../core/ports/git-port.ts'
import { buildGit } from '../compose/build-git.ts'
import type { CliIo } from '../io.ts'
import type { Launch } from './prepare-launch.ts'

/** Reports every problem of the repository before a branch, a worktree or a session is made. */
export function inspectLaunch({ project, place }: Launch, env: CliIo['env']): Promise<Inspected> {
  return buildGit(project, place, env).inspect()
}
