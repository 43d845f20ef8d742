import type { ExitHow } from '../../src/core/events/agent-event.ts'
import type { Life } from '../world.ts'

/** The agent ends although nobody asked for it. Its work stays in the worktree. */
export function loseAgent({ world, worker, agent }: Life, { how, status }: { how: ExitHow; status: number | null }): void {
  worker.remembered = agent.mind
  worker.agent = null
  // A session that a person closed is no crash. The worker then waits for that person.
  worker.isCrashed = how !== 'session-closed'
  world.czar.observe({
    kind: 'agent.exited',
    worker: worker.id,
    incarnation: agent.incarnation,
    how,
    status,
    signal: null,
    lastScreen: 'the last words',
  })
}
