import type { Event } from '../../core/events/event.ts'
import { homeBranch } from '../../core/state/facts/branch-of.ts'
import type { State } from '../../core/state/types/state.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import type { Hands } from '../hands.ts'

/** Keeps the branch of an attempt that lost under a git ref, if the attempt committed anything. */
export async function keepAttempt({ git, project }: Hands, { tasks }: State, worker: WorkerState): Promise<readonly Event[]> {
  const attempt = tasks[worker.id]?.attempt
  if (attempt === undefined) return []
  const commit = await git.tipOf(homeBranch(worker))
  const isEmpty = commit === null || commit === worker.worktree?.home.startSha
  const ref = isEmpty ? null : await git.keepAttempt(`${project.name}/${attempt.task}/${attempt.number}`, commit)
  return [{ kind: 'attempts.kept', worker: worker.id, task: attempt.task, ref }]
}
