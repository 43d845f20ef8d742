import type { Action } from '../../../core/events/decision.ts'
import type { Event } from '../../../core/events/event.ts'
import type { TrainMember } from '../../../core/events/train-event.ts'
import { namedInLog } from '../../../core/landing/named-in-log.ts'
import { ToolError } from '../../../core/model/errors.ts'
import type { CommitSha, TaskId } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { TaskState } from '../../../core/state/types/task-state.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import type { CheckHands } from '../../hands.ts'
import type { CheckRecord } from '../checks/run-check.ts'
import { distinctSets, type GateSet, runSets, type SetsEnd } from '../checks/run-gate-sets.ts'

interface TrainTest {
  readonly state: State
  readonly action: Extract<Action, { do: 'test_train' }>
  /** Aborted when this czar stops supervising the project; the abort kills the running test commands. */
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
  const sets = distinctSets(setsOf(state, tasks))
  const tested = { kind: 'train.tested', tip, log } as const
  if (sets.length === 0) return [{ ...tested, isGreen: true, reason: 'No task in it has a test.', checks: [], tail: '', durationMs: 0 }]
  const cwd = hands.paths.proofDir(name)
  await hands.git.makeProof(tip, cwd)
  try {
    const { verdict, reasons, checks, tail, isRefused } = await runSets(hands, { sets, commit: tip, cwd, log, signal, recordOf }).catch(
      orRed(signal),
    )
    if (isRefused) return [{ kind: 'train.stopped', reason: reasons.join(' ') }]
    if (verdict === 'error') throw new ToolError(reasons.join(' '), { command: [], cwd, reason: 'failed', status: null })
    const durationMs = hands.clock.steady() - startedAt
    const isGreen = verdict === 'verified'
    const named = isGreen ? [] : await namedIn(hands, tail, suspectsAt(state, tip))
    return [{ ...tested, isGreen, reason: reasons.join(' '), checks, tail, durationMs, ...(named.length === 0 ? {} : { named }) }]
  } finally {
    await hands.git.removeProof(cwd).catch((error: unknown) => hands.log.warn({ error, cwd }, "the train's worktree is left behind"))
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
    log.warn({ error }, 'what the tasks on the train changed could not be read')
    return []
  }
}

/** If a setup command fails on the merged tree, this counts as a failed test. */
function orRed(signal: AbortSignal): (error: unknown) => SetsEnd {
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

function setsOf(state: State, tasks: readonly TaskId[]): readonly GateSet[] {
  const sets = [...tasks, ...provenByThem(state, tasks)].flatMap(id => setOf(state, id))
  const accept = state.project?.policy.merge?.test ?? []
  const last = sets.at(-1)
  if (accept.length === 0 || last === undefined) return sets
  // Commands that test the whole tree run after the setup commands of all tasks, in the environment of the newest task's worker.
  const setup = [...new Set(sets.flatMap(({ worker }) => worker.config.setup))]
  return [{ worker: { ...last.worker, config: { ...last.worker.config, setup } }, accept, owner: null, note: '' }]
}

/**
 * Other tasks that czar took for done because the work of these tasks does them too. The accept commands of those other tasks must pass as
 * well.
 */
function provenByThem({ tasks }: State, ids: readonly TaskId[]): readonly TaskId[] {
  const isProven = ({ verified }: TaskState) => verified?.by?.task != null && ids.includes(verified.by.task)
  return Object.values(tasks)
    .filter(isProven)
    .map(({ id }) => id)
}

function setOf(state: State, id: TaskId): readonly GateSet[] {
  const task = own(state.tasks, id)
  const worker = task === undefined ? undefined : workerOf(state, task)
  if (task === undefined || worker === undefined) return []
  return [{ worker, accept: task.accept, owner: id, note: ` It is a test of ${id}.` }]
}

function workerOf({ workers }: State, { worker }: TaskState): WorkerState | undefined {
  return worker === null ? undefined : own(workers, worker)
}
