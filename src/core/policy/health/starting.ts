import type { AgentState, WorkerState } from '../../model/worker-state.ts'
import { seen, since } from './evidence.ts'
import type { Scene } from './scene.ts'
import { say, type Verdict } from './verdict.ts'

/** An agent that is not ready for its first text. */
export function starting({ worker, agent }: Scene): Verdict | null {
  return agent.readyAt === null ? sayStart(worker, agent) : null
}

/** How far a start has come. */
export function sayStart(worker: WorkerState, agent: AgentState): Verdict {
  const { dialog } = agent
  if (dialog !== null && dialog.answeredAt === null)
    return say(['waiting', 'dialog'], dialog.asks === 'login' ? 'asks for a login' : 'a start-up dialog', {
      evidence: [since('screen', dialog.text, dialog)],
    })
  const isReady = agent.readyAt !== null
  return say(['starting', 'start'], isReady ? 'its agent is ready' : 'its agent starts', {
    evidence: [seen(worker, isReady ? 'agent' : 'process', `incarnation ${agent.incarnation}`)],
  })
}
