import type { Inspected } from '../../core/ports/git-port.ts'
import { buildGit } from '../compose/build-git.ts'
import type { CliIo } from '../io.ts'
import type { Launch } from './prepare-launch.ts'

/** Checks the repository before any branch, worktree or session is made, and reports every problem. */
export function inspectLaunch({ project, place }: Launch, env: CliIo['env']): Promise<Inspected> {
  return buildGit(project, place, env).inspect()
}
