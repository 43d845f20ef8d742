import { existsSync } from 'node:fs'
import { readStatus } from '../../adapters/status/read-status.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import { findWorker } from '../client/find-worker.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project/project-place.ts'

/** The default pager with its options. With -R less keeps colours, and shows other control sequences as text. */
const DEFAULT_PAGER = 'less -R'

/** Shows a worker's changes since its start. On a terminal it uses the person's pager. */
export async function showDiff(place: ProjectPlace, worker: string, io: CliIo): Promise<'shown' | 'nothing'> {
  const { showChanges } = await import('../../adapters/git/inspect/show-changes.ts')
  const { GIT_PAGER, PAGER } = io.env
  const pager = io.stdout.isTerminal ? GIT_PAGER || PAGER || DEFAULT_PAGER : null
  return showChanges({ ...changesOf(place, worker), pager, env: io.env })
}

/** The worker's worktree, and the commit with which it is compared. Throws PreconditionError if there is nothing to compare. */
export function changesOf({ directory }: ProjectPlace, worker: string): { readonly worktree: string; readonly since: string } {
  const { worktree, start_commit: since } = findWorker(readStatus(directory), worker)
  if (worktree === null || since === null) {
    throw new PreconditionError(`${worker} has no worktree yet: there is nothing to compare`, { hint: `czar why ${worker}` })
  }
  if (!existsSync(worktree)) {
    throw new PreconditionError(`the worktree of ${worker} is gone: ${worktree} is not there`, { hint: `czar why ${worker}` })
  }
  return { worktree, since }
}
