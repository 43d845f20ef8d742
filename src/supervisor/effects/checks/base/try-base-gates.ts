import type { TriedTask } from '../../../../core/claims/base/judge-base-gates.ts'
import { CancelledError } from '../../../../core/model/errors.ts'
import type { BaseGate, BaseTask } from '../../../../core/model/gates/base-gate.ts'
import type { CommitSha } from '../../../../core/model/ids.ts'
import type { BaseGateCache, BaseGateQuestion } from '../../../../core/ports/base-gates-port.ts'
import type { CheckHands } from '../../../hands.ts'
import { openBaseTree } from './base-tree.ts'

export interface BaseTrial {
  readonly tasks: readonly BaseTask[]
  readonly base: CommitSha
  readonly cache: BaseGateCache
  /** Aborted when the results are not wanted any more. The abort ends the command that runs. */
  readonly signal: AbortSignal
  /** Called before each command that runs. The command waits for the returned promise. */
  readonly beforeRun: (command: string) => Promise<void> | void
}

export interface BaseTrialEnd {
  readonly tried: readonly TriedTask[]
  /** How many commands ran. The results of all others came from the cache. */
  readonly ran: number
}

/**
 * Runs the accept commands of each task on base, in the order of the project file, as the proof of the task would. A command that several
 * tasks have runs once, unless an earlier command of the task leaves files that the result may depend on. Throws a CancelledError after an
 * abort.
 */
export async function tryBaseGates(hands: CheckHands, trial: BaseTrial): Promise<BaseTrialEnd> {
  const { tasks, base, cache, signal } = trial
  const { timeoutMs } = hands.project.policy.verify
  const known = new Map<string, BaseGate>()
  const tried: TriedTask[] = []
  let ran = 0
  await using tree = openBaseTree(hands, trial)

  async function answer(question: BaseGateQuestion): Promise<BaseGate> {
    const key = JSON.stringify(question)
    const gate = known.get(key) ?? cache.read(question)
    if (gate !== null && gate !== undefined) return gate
    ran += 1
    const fresh = await tree.run(question)
    if (signal.aborted) throw new CancelledError('the accept commands were interrupted')
    known.set(key, fresh)
    // A person may install a missing program or repair the setup without a new commit, so these results are not kept.
    if (fresh.outcome !== 'missing' && fresh.outcome !== 'not_run' && fresh.program === null) cache.write(question, fresh)
    return fresh
  }

  for (const task of tasks) {
    const gates: BaseGate[] = []
    let after: readonly string[] = []
    const env = { ...hands.gateEnv, ...task.env }
    for (const command of task.accept) {
      const gate = await answer({ commit: base, command, after, setup: task.setup, env, timeoutMs })
      gates.push(gate)
      if (gate.leavesFiles) after = [...after, command]
    }
    if (gates.length > 0) tried.push({ task, gates })
  }
  return { tried, ran }
}
