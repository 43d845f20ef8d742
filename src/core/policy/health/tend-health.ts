import { OWN_CALL_MS } from '../../state/facts/own-calls.ts'
import type { HealthState, WorkerState } from '../../state/types/worker-state.ts'
import { type Desk, isUnderWay } from '../engine/desk.ts'
import { nameHindrance } from '../facts/hindered.ts'
import { judgeHealth } from './judge.ts'
import type { Verdict } from './verdicts/verdict.ts'

/** Records a worker's health when it changes, with the evidence it rests on. */
export function tendHealth(desk: Desk, worker: WorkerState): void {
  const verdict = nameHindrance(desk.state, worker, judgeHealth(desk, worker))
  const { wantsLook, ...said } = verdict
  if (wantsLook && desk.isDue(worker.lastReportAt + OWN_CALL_MS)) lookAtChildren(desk, worker)
  if (!isSame(verdict, worker.health)) desk.record({ kind: 'health.changed', worker: worker.id, ...said }, verdict.reason)
}

function lookAtChildren(desk: Desk, { id, agent }: WorkerState): void {
  if (agent === null || isUnderWay(desk.state, id, 'end_agent')) return
  desk.perform(
    { do: 'look_at_children', worker: id, incarnation: agent.incarnation },
    'nothing new was seen of it, so its children are looked at before that is held against it',
  )
}

/** Words of advice may change with each file; that alone is no news. */
function isSame(verdict: Verdict, known: HealthState): boolean {
  if (verdict.health !== known.health || verdict.matter !== known.matter || verdict.reason !== known.reason) return false
  return verdict.advice.map(({ matter }) => matter).join() === known.advice.map(({ matter }) => matter).join()
}
