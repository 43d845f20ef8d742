import type { ExitHow } from '../../src/core/model/agent-event.ts'
import type { Life } from './world.ts'

/** The agent is gone and nobody asked for it; its work stays in the worktree. */
export function loseAgent({ world, seat, agent }: Life, { how, status }: { how: ExitHow; status: number | null }): void {
  seat.remembered = agent.mind
  seat.agent = null
  seat.isCrashed = true
  world.czar.observe({
    kind: 'agent.exited',
    worker: seat.id,
    incarnation: agent.incarnation,
    how,
    status,
    signal: null,
    lastScreen: 'the last words',
  })
}
