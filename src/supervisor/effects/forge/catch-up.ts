import type { Event } from '../../../core/events/event.ts'
import { mergedBeside } from '../../../core/policy/pull-requests/catch-up.ts'
import { branchOfTask } from '../../../core/state/facts/branch-of.ts'
import type { RequestStep } from './request-step.ts'

/**
 * Merges base into the branch of a pull request. The merged tree has already been tested. Its push then follows like the push of any
 * proven commit.
 */
export async function catchUp({ hands, state, work, about }: RequestStep): Promise<readonly Event[]> {
  if (work === null) return []
  const { task, worker } = work
  const { commit: from, ...request } = about
  const base = task.verified?.base ?? null
  if (base === null || task.verified?.commit !== from || branchOfTask(state, task) !== about.branch) return []
  const seconds = Math.floor(task.verified.at / 1_000)
  const worktree = worker.worktree?.path ?? null
  const brought = await hands.git.landing.bringBase({ branch: about.branch, commit: from, base, seconds, worktree })
  const said = { kind: 'pull_request.caught_up', ...request, from, base, after: mergedBeside(state, about) } as const
  if ('refused' in brought) return [{ ...said, commit: null, reason: brought.refused }]
  await hands.git
    .keepProof(`${hands.project.name}/${task.id}`, brought.commit)
    .catch((error: unknown) =>
      hands.log.warn({ error: String(error), task: task.id }, 'the proven commit has no git ref of its own, only its branch'),
    )
  return [{ ...said, commit: brought.commit, reason: null }]
}
