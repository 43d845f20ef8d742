import type { PaneId } from '../../../core/model/ids.ts'
import { heldMessage } from '../../../core/policy/facts/held.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { Hands } from '../../hands.ts'

/**
 * Shows a notice in each pane in which a text waits until the people there stop typing. The returned function must be called after each
 * change of the state.
 */
export function createWaitingNotice({ terminal, log }: Pick<Hands, 'terminal' | 'log'>, state: () => State): () => void {
  const shown = new Set<PaneId>()

  function show(pane: PaneId, isWaiting: boolean): void {
    if (isWaiting) shown.add(pane)
    else shown.delete(pane)
    // The pane may be gone, so an error is only logged and does no harm.
    terminal
      .showWaiting(pane, isWaiting)
      .catch((error: unknown) => log.info({ error: String(error), pane }, 'the notice that a text waits could not be shown'))
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
