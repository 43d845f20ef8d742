import { OWN_CALL_MS } from '../../state/facts/own-calls.ts'
import type { HealthState, WorkerState } from '../../state/types/worker-state.ts'
import { isUnderWay, type PolicyContext } from '../engine/policy-context.ts'
import { nameHindrance } from './hindered.ts'
import { judgeHealth } from './judge.ts'
import type { HealthVerdict } from './verdicts/verdict.ts'

/** Records how a worker is doing, with the evidence, whenever that changes. */
export function tendHealth(context: PolicyContext, worker: WorkerState): void {
  const verdict = nameHindrance(context.state, worker, judgeHealth(context, worker))
  const { wantsLook, ...said } = verdict
  if (wantsLook && context.isDue(worker.lastReportAt + OWN_CALL_MS)) lookAtChildren(context, worker)
  if (!isSame(verdict, worker.health)) context.record({ kind: 'health.changed', worker: worker.id, ...said }, verdict.reason)
}

function lookAtChildren(context: PolicyContext, { id, agent }: WorkerState): void {
  if (agent === null || isUnderWay(context.state, id, 'end_agent')) return
  context.perform(
    { do: 'look_at_children', worker: id, incarnation: agent.incarnation },
    'nothing new was seen of it, so czar looks at its child processes before it judges the silence',
  )
}

/** Whether the advice to the worker is the same as before. A changed text alone is not new advice, because it may change with each file. */
function isSame(verdict: HealthVerdict, known: HealthState): boolean {
  if (verdict.health !== known.health || verdict.matter !== known.matter || verdict.reason !== known.reason) return false
  return verdict.advice.map(({ matter }) => matter).join() === known.advice.map(({ matter }) => matter).join()
}
