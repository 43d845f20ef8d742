import type { Event } from '../../../core/events/event.ts'
import type { Finding } from '../../../core/events/review/findings.ts'
import type { CheckedFinding, FindingOutcome } from '../../../core/events/review/review-event.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import { type FailedRun, failsAlike } from '../../../core/review/fails-alike.ts'
import { mayRunCommand } from '../../../core/review/may-run-command.ts'
import { wasSentBackFor } from '../../../core/review/pending-review.ts'
import { commandOf } from '../../../core/review/say-finding.ts'
import type { ReviewState } from '../../../core/state/types/review-state.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import type { Hands } from '../../hands.ts'
import type { CheckRecord } from '../checks/run-check.ts'
import { type FaultEnd, namesNoProgram, runTwice } from '../checks/run-twice.ts'

export interface FindingsCheck {
  readonly state: State
  readonly reviewer: WorkerState
  /** Aborted when czar exits. The abort ends the commands. */
  readonly signal: AbortSignal
  readonly record: CheckRecord
}

/**
 * Runs the commands of a review's findings, which show the faults. Each runs in a fresh worktree at the reviewed commit, in the environment
 * of the author's worker and as isolated as an accept command. A command that fails runs a second time there, and then on the commit from
 * which the work began. If it fails there too, the author is not to blame.
 */
export async function checkFindings(hands: Hands, check: FindingsCheck): Promise<readonly Event[]> {
  const { state, reviewer } = check
  const review = own(state.reviews, reviewer.id)
  if (review === undefined || review.state !== 'reported') return []
  const startedAt = hands.clock.steady()
  const log = hands.paths.logFile(`${review.id}-findings`)
  const findings: CheckedFinding[] = []
  for (const finding of review.reported) findings.push(await checkOne(hands, { ...check, review, log }, finding))
  const hasRun = findings.some(({ outcome }) => outcome === 'shown' || outcome === 'passes' || outcome === 'before')
  const durationMs = hands.clock.steady() - startedAt
  return [{ kind: 'review.finished', worker: review.id, findings, log: hasRun ? log : null, durationMs }]
}

interface FindingContext extends FindingsCheck {
  readonly review: ReviewState
  readonly log: string
}

async function checkOne(hands: Hands, context: FindingContext, finding: Finding): Promise<CheckedFinding> {
  const result = (outcome: FindingOutcome, reason: string | null = null, tail = ''): CheckedFinding => ({
    ...finding,
    outcome,
    reason,
    tail,
  })
  const command = commandOf(finding)
  if (command === null) return result('lines')
  const { state, review } = context
  const accept = own(state.tasks, review.task)?.accept ?? []
  if (!mayRunCommand(command, hands.project.policy, accept)) return result('not_run', 'policy.permissions does not allow it')
  const at = await runAt(hands, context, { command, commit: review.commit })
  if ('notRun' in at) return result('not_run', at.notRun)
  if (at.failed === null) return result('passes')
  if (namesNoProgram(at.failed)) return result('not_run', 'the program that it names could not be run')
  const before = await fault(hands, context, { command, finding, at: at.failed })
  if (before !== null) return result('before', before)
  const outcome = wasSentBackFor(state, review, finding) ? 'again' : 'shown'
  return result(outcome, `\`${command}\` failed`, at.failed.tail)
}

function runAt(hands: Hands, context: FindingContext, { command, commit }: { command: string; commit: CommitSha }): Promise<FaultEnd> {
  const { record, signal, log, review, state, reviewer } = context
  const worker = own(state.workers, review.author) ?? reviewer
  return runTwice(hands, { command, commit, worker, name: `${review.id}-findings`, log, signal, record })
}

/**
 * The reason why a failed command does not show a fault of the author. null: it does show one. The author is not to blame if the command
 * also failed on the commit from which the work began. If the finding's file existed in that commit, any failure there counts. If the file
 * is new, only the same kind of failure counts, because a test of a new file always fails there for lack of the file.
 */
async function fault(
  hands: Hands,
  context: FindingContext,
  { command, finding, at }: { command: string; finding: Finding; at: FailedRun },
): Promise<string | null> {
  const { review, state, reviewer } = context
  const from = reviewer.config.reviews?.from ?? review.commit
  const base = own(state.tasks, review.task)?.verified?.base ?? from
  for (const commit of new Set([from, base])) {
    const before = await runAt(hands, context, { command, commit })
    if ('notRun' in before) return `it is unknown whether it also fails at ${commit.slice(0, 8)}, before the work: ${before.notRun}`
    if (before.failed === null) continue
    const wasThere = (await hands.git.fileAt(commit, finding.path)) !== null
    if (wasThere || failsAlike(before.failed, at)) return `it fails at ${commit.slice(0, 8)} too, before the work`
  }
  return null
}
