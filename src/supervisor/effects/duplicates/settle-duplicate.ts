import type { Action } from '../../../core/events/decision.ts'
import type { DuplicateVerdict } from '../../../core/events/duplicate-event.ts'
import type { Event } from '../../../core/events/event.ts'
import { ToolError } from '../../../core/model/errors.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { AssignmentState, TaskState } from '../../../core/state/types/task-state.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import type { Hands } from '../../hands.ts'
import type { CheckRecord } from '../checks/run-check.ts'
import { distinctSets, runSets, type SetsEnd } from '../checks/run-gate-sets.ts'

export interface DuplicateTry {
  readonly action: Extract<Action, { do: 'settle_duplicate' }>
  readonly worker: WorkerState
  readonly assignment: AssignmentState
  readonly task: TaskState
  /** Aborted when czar exits. The abort ends the commands. */
  readonly signal: AbortSignal
  readonly record: CheckRecord
}

/**
 * Finds out whether earlier work does a later task, if the two seem to be the same work. Runs the later task's accept commands on the
 * earlier work. If they pass, they also run on the commit from which the later task began, because commands that pass there already prove
 * nothing.
 */
export async function tryEarlierWork(hands: Hands, question: DuplicateTry): Promise<readonly Event[]> {
  const { action, worker, assignment, task } = question
  const { earlier } = action
  const startedAt = hands.clock.steady()
  const name = `${assignment.id}-earlier-${earlier.commit.slice(0, 12)}`
  const log = hands.paths.logFile(name)
  const there = await runAt(hands, question, { commit: earlier.commit, name, log })
  const isGreen = there.verdict === 'verified'
  const before =
    isGreen && assignment.fromSha !== null
      ? await runAt(hands, question, { commit: assignment.fromSha, name: `${name}-before`, log })
      : null
  const verdict = verdictOf(there, before)
  if (verdict === 'green') await keep(hands, task, earlier.commit)
  const reason = verdict === 'idle' ? 'They do not fail where the task began.' : there.reasons.join(' ')
  const { checks, tail } = there
  const durationMs = hands.clock.steady() - startedAt
  return [
    {
      kind: 'duplicate.tried',
      worker: worker.id,
      task: task.id,
      assignment: assignment.id,
      earlier,
      verdict,
      reason,
      checks,
      log,
      tail,
      durationMs,
    },
  ]
}

/** The verdict on the earlier work. If it is unknown where the later task began, the commands prove nothing about the earlier work. */
function verdictOf(there: SetsEnd, before: SetsEnd | null): DuplicateVerdict {
  if (there.isRefused || before?.isRefused) return 'error'
  if (there.verdict !== 'verified') return 'red'
  // The commands must really fail on the commit where the task began. A timeout there does not show that the work was missing.
  return before?.checks.at(-1)?.outcome === 'failed' ? 'green' : 'idle'
}

async function runAt(
  hands: Hands,
  { worker, task, signal, record }: DuplicateTry,
  { commit, name, log }: { readonly commit: CommitSha; readonly name: string; readonly log: string },
): Promise<SetsEnd> {
  const sets = distinctSets([{ worker, accept: task.accept, owner: null, note: '' }])
  const cwd = hands.paths.proofDir(name)
  await hands.git.makeProof(commit, cwd)
  try {
    const end = await runSets(hands, { sets, commit, cwd, log, signal, recordOf: () => record })
    if (end.verdict === 'error') throw new ToolError(end.reasons.join(' '), { command: [], cwd, reason: 'failed', status: null })
    return end
  } finally {
    await hands.git
      .removeProof(cwd)
      .catch((error: unknown) => hands.log.warn({ error, cwd }, 'the worktree of a check could not be removed'))
  }
}

/**
 * Keeps the earlier work's commit under a git ref for the later task. So the commit stays available if the earlier task's branch changes.
 */
async function keep({ git, project, log }: Hands, { id }: TaskState, commit: CommitSha): Promise<void> {
  await git
    .keepProof(`${project.name}/${id}`, commit)
    .catch((error: unknown) =>
      log.warn({ error: String(error), task: id }, 'the earlier commit has no git ref of its own, only its branch'),
    )
}
