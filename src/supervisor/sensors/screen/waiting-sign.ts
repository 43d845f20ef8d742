import type { PaneId } from '../../../core/model/ids.ts'
import { heldMessage } from '../../../core/policy/facts/held.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { Hands } from '../../hands.ts'

/**
 * Shows a notice at each pane where a text waits for the people there. The returned function must be called after each change of the
 * state.
 */
export function createWaitingSign({ terminal, log }: Pick<Hands, 'terminal' | 'log'>, state: () => State): () => void {
  const shown = new Set<PaneId>()

  function show(pane: PaneId, isWaiting: boolean): void {
    if (isWaiting) shown.add(pane)
    else shown.delete(pane)
    // The pane may be gone, so an error is only logged.
    terminal.showWaiting(pane, isWaiting).catch((error: unknown) => log.info({ error: String(error), pane }, 'no sign at a pane'))
  }

  return () => {
    const waiting = new Set(waitingPanes(state()))
    for (const pane of waiting) if (!shown.has(pane)) show(pane, true)
    for (const pane of shown) if (!waiting.has(pane)) show(pane, false)
  }
}

function waitingPanes(state: State): readonly PaneId[] {
  const holders = new Set(state.messages.flatMap(({ held, worker }) => (held === null ? [] : [worker])))
  return [...holders].flatMap(id => {
    const worker = state.workers[id]
    return worker?.agent == null || heldMessage(state, worker) === null ? [] : [worker.agent.pane]
  })
}
