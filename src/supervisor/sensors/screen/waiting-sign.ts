import type { PaneId } from '../../../core/model/ids.ts'
import { heldMessage } from '../../../core/policy/facts/held.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { Hands } from '../../hands.ts'

/** Keeps a sign in front of the people at a pane as long as a text waits for them; to be called when the state changed. */
export function createWaitingSign({ terminal, log }: Pick<Hands, 'terminal' | 'log'>, state: () => State): () => void {
  const shown = new Set<PaneId>()

  function show(pane: PaneId, isWaiting: boolean): void {
    if (isWaiting) shown.add(pane)
    else shown.delete(pane)
    // The pane may have gone with its people.
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
