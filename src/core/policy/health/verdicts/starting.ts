import type { AgentState, WorkerState } from '../../../state/types/worker-state.ts'
import { seen, since } from '../../engine/evidence.ts'
import type { Scene } from '../scene.ts'
import { type HealthVerdict, sayHealth } from './verdict.ts'

/** Judges a worker whose agent is not ready for its first text. */
export function starting({ worker, agent }: Scene): HealthVerdict | null {
  return agent.readyAt === null ? sayStart(worker, agent) : null
}

/** Says what the screen shows in place of a prompt. */
export function sayDialog({ asks, keys }: NonNullable<AgentState['dialog']>): string {
  if (asks === 'login') return 'asks for a login'
  return keys === null ? 'rests on a screen without a prompt that czar knows' : 'a start-up dialog'
}

/** Says how far the start of an agent is. */
export function sayStart(worker: WorkerState, agent: AgentState): HealthVerdict {
  const { dialog } = agent
  if (dialog !== null && dialog.answeredAt === null)
    return sayHealth(['waiting', 'dialog'], sayDialog(dialog), {
      evidence: [since('screen', dialog.text, dialog)],
    })
  const isReady = agent.readyAt !== null
  return sayHealth(['starting', 'start'], isReady ? 'its agent is ready' : 'its agent starts', {
    evidence: [seen(worker, isReady ? 'agent' : 'process', `incarnation ${agent.incarnation}`)],
  })
}
