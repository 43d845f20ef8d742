import type { Desk } from '../desk.ts'
import { judgeHealth } from './judge.ts'

/** Records each worker's health when it changes, with the evidence it rests on. */
export function tendHealth(desk: Desk): void {
  for (const worker of Object.values(desk.state.workers)) {
    const verdict = judgeHealth(desk, worker)
    const { health, matter, reason } = worker.health
    if (verdict.health === health && verdict.matter === matter && verdict.reason === reason) continue
    desk.record({ kind: 'health.changed', worker: worker.id, ...verdict }, verdict.reason)
  }
}
