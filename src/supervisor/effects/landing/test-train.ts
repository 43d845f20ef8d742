import type { Action } from '../../../core/events/decision.ts'
import type { Event } from '../../../core/events/event.ts'
import type { TrainMember } from '../../../core/events/train-event.ts'
import { namedInLog } from '../../../core/landing/named-in-log.ts'
import { treeTests } from '../../../core/landing/tree-tests.ts'
import { ToolError } from '../../../core/model/errors.ts'
import type { CommitSha, TaskId } from '../../../core/model/ids.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import type { CheckHands } from '../../hands.ts'
import type { CheckRecord } from '../checks/run-check.ts'
import { distinctSets, runSets, type SetsEnd } from '../checks/run-gate-sets.ts'

interface TrainTest {
  readonly state: State
  readonly action: Extract<Action, { do: 'test_train' }>
  /** Aborted when czar exits. The abort ends the commands. */
  readonly signal: AbortSignal
  readonly recordOf: (worker: WorkerState) => CheckRecord
}

/**
 * Tests one tree of the train in a fresh worktree: with the commands in `merge.test`, or else with the accept commands of every task whose
 * work is in the tree. A command that several tasks share runs only once for each environment.
 */
export async function testTrain(hands: CheckHands, { state, action, signal, recordOf }: TrainTest): Promise<readonly Event[]> {
  const { tip, tasks } = action
  const startedAt = hands.clock.steady()
  const name = `train-${tip.slice(0, 12)}`
  const log = hands.paths.logFile(name)
  const sets = distinctSets(
    treeTests(state, tasks).map(test => ({ ...test, note: test.owner === null ? '' : ` It is a test of ${test.owner}.` })),
  )
  const tested = { kind: 'train.tested', tip, log } as const
  if (sets.length === 0) return [{ ...tested, isGreen: true, reason: 'No task in it has a test.', checks: [], tail: '', durationMs: 0 }]
  const cwd = hands.paths.proofDir(name)
  await hands.git.makeProof(tip, cwd)
  try {
    const { verdict, reasons, checks, tail, isRefused } = await runSets(hands, { sets, commit: tip, cwd, log, signal, recordOf }).catch(
      asRejected(signal),
    )
    if (isRefused) return [{ kind: 'train.stopped', reason: reasons.join(' ') }]
    if (verdict === 'error') throw new ToolError(reasons.join(' '), { command: [], cwd, reason: 'failed', status: null })
    const durationMs = hands.clock.steady() - startedAt
    const isGreen = verdict === 'verified'
    const named = isGreen ? [] : await namedIn(hands, tail, suspectsAt(state, tip))
    return [{ ...tested, isGreen, reason: reasons.join(' '), checks, tail, durationMs, ...(named.length === 0 ? {} : { named }) }]
  } finally {
    await hands.git.removeProof(cwd).catch((error: unknown) => hands.log.warn({ error, cwd }, "the train's worktree could not be removed"))
  }
}

/**
 * The members of the train that could be the cause of a failure: those that the tree adds to the tested tip. If the train already
 * contained a member's commit, the member adds nothing, so it is left out.
 */
function suspectsAt({ train }: State, tip: CommitSha): readonly TrainMember[] {
  const members = train?.candidate?.members ?? []
  const count = members.findIndex(({ merge }) => merge === tip) + 1
  return members.slice(0, count).filter(({ merge }, at) => merge !== (members[at - 1]?.merge ?? train?.tested))
}

/**
 * The members whose changed files are named in the log of the failed test. If git cannot tell which files they changed, the result is
 * empty, and the search for the cause goes on without this hint.
 */
async function namedIn({ git, log }: CheckHands, tail: string, suspects: readonly TrainMember[]): Promise<readonly TaskId[]> {
  if (suspects.length < 2) return []
  try {
    return namedInLog(tail, await git.landing.changedBy(suspects))
  } catch (error) {
    log.warn({ error }, 'the changes of the tasks on the train could not be read')
    return []
  }
}

/** If a setup command fails on the merged tree, this counts as a failed test. */
function asRejected(signal: AbortSignal): (error: unknown) => SetsEnd {
  return error => {
    if (!(error instanceof ToolError) || signal.aborted) throw error
    return {
      verdict: 'rejected',
      reasons: [`${error.message.split('\n')[0] ?? ''}.`],
      checks: [],
      passed: [],
      tail: error.message,
      isRefused: false,
    }
  }
}
