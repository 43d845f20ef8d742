import { sayFailed } from '../../../core/claims/gates/gate-end.ts'
import type { CheckResult, Verdict } from '../../../core/events/work-event.ts'
import type { CommitSha, TaskId } from '../../../core/model/ids.ts'
import type { GateRun } from '../../../core/ports/ports.ts'
import type { WorkerState } from '../../../core/state/types/worker-state.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import type { CheckHands } from '../../hands.ts'
import type { CheckRecord } from './run-check.ts'
import { runGateOf } from './run-gate.ts'
import { runSetup } from './run-setup.ts'

/** Commands to run, and the worker whose environment and setup commands they use. */
export interface GateSet {
  readonly worker: WorkerState
  readonly accept: readonly string[]
  /** The task to name in the results. null: none. */
  readonly owner: TaskId | null
  /** Words to add to a message about a failure. The words begin with a space. Empty: nothing is added. */
  readonly note: string
}

export interface SetsRun {
  readonly sets: readonly GateSet[]
  readonly commit: CommitSha
  /** A worktree that has the checked commit. */
  readonly cwd: string
  readonly log: string
  /** Aborted when czar exits. The abort ends the commands. */
  readonly signal: AbortSignal
  readonly recordOf: (worker: WorkerState) => CheckRecord
}

export interface SetsEnd {
  /** The verdict. 'error' means that the run was cut off before its end. */
  readonly verdict: Extract<Verdict, 'verified' | 'rejected' | 'error'>
  readonly reasons: readonly string[]
  readonly checks: readonly CheckResult[]
  readonly passed: readonly GateRun[]
  readonly tail: string
  /** True: a command was not run, because czar had died during an earlier run of it. */
  readonly isRefused: boolean
}

/** Leaves out each command that an earlier set already runs in the same environment, and each set that then has no command left. */
export function distinctSets(sets: readonly GateSet[]): readonly GateSet[] {
  const known = new Set<string>()
  const distinct: GateSet[] = []
  for (const set of sets) {
    const accept = set.accept.filter(command => !known.has(keyOf(set.worker, command)))
    for (const command of accept) known.add(keyOf(set.worker, command))
    if (accept.length > 0) distinct.push({ ...set, accept })
  }
  return distinct
}

/** The same command in the same environment gives the same key. Such a command need not run twice. */
function keyOf({ config }: WorkerState, command: string): string {
  return JSON.stringify([command, config.env, config.setup])
}

/** Runs the commands of all sets in order until one of them fails. Each set runs in the environment of its own worker. */
export async function runSets(hands: CheckHands, { sets, commit, cwd, log, signal, recordOf }: SetsRun): Promise<SetsEnd> {
  const checks: CheckResult[] = []
  const passed: GateRun[] = []
  const isSetUp = new Set<string>()
  const end = (verdict: 'rejected' | 'error', reason: string, tail: string): SetsEnd => ({
    verdict,
    reasons: [reason],
    checks,
    passed,
    tail,
    isRefused: false,
  })
  for (const { worker, accept, owner, note } of sets) {
    const record = recordOf(worker)
    const setup = worker.config.setup.filter(command => !isSetUp.has(command))
    await runSetup(hands, { worker: { ...worker, config: { ...worker.config, setup } }, record, commit, cwd, log })
    for (const command of setup) isSetUp.add(command)
    const env = { ...hands.gateEnv, ...worker.config.env }
    for (const command of accept) {
      const { timeoutMs } = hands.project.policy.verify
      const gate = { command, cwd, env, timeoutMs, log, signal }
      const ended = await runGateOf(hands, record, { ...gate, commit })
      if ('refused' in ended) return { ...end('rejected', ended.refused, ''), isRefused: true }
      const { check, tail, isCutOff } = ended
      checks.push(owner === null ? check : { ...check, task: owner })
      if (isCutOff) return end('error', 'The check was cut off.', tail)
      if (check.outcome !== 'passed' && check.outcome !== 'flaky') {
        const rejected = end('rejected', `${sayFailed(check, tail)}${note}`, tail)
        return { ...rejected, reasons: [...rejected.reasons, ...(await sayEmptySubmodules(hands, cwd))] }
      }
      passed.push(gate)
    }
  }
  return { verdict: 'verified', reasons: [], checks, passed, tail: '', isRefused: false }
}

/** Says which submodules have no files in the worktree of a failed check, because that may be why it failed. */
async function sayEmptySubmodules({ git, project, log }: CheckHands, cwd: string): Promise<readonly string[]> {
  const empty = await git.emptySubmodules(cwd).catch((error: unknown) => {
    log.warn({ error: String(error), cwd }, 'the submodules of a check could not be read')
    return []
  })
  if (empty.length === 0) return []
  const names = `${empty.slice(0, 5).join(', ')}${empty.length > 5 ? ` and ${empty.length - 5} more` : ''}`
  const get = `git -C ${shellWord(project.repo)} submodule update --init --recursive`
  return [`The check had no files of the submodule ${names}: this machine does not have its commit. A person can get it: \`${get}\`.`]
}
