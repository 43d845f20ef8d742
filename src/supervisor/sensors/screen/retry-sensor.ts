import type { Event } from '../../../core/events/event.ts'
import type { WorkerId } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../../core/state/types/worker-state.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import type { Hands } from '../../hands.ts'

export interface RetrySensor {
  readonly onOutput: (worker: WorkerState, agent: AgentState) => void
  readonly close: () => void
}

const EVERY_MS = 15_000
const TOLD_AFTER_MS = 60_000
/** Between two waits the program makes its request, and does not show the retry. */
const GONE_AFTER_MS = 40_000
const TEXT_CHARS = 200

interface Watched {
  readonly incarnation: number
  /** When looks saw the retry first and last; null: the screen shows none. */
  seen: { readonly since: number; readonly last: number } | null
  cancel: (() => void) | null
}

/**
 * Tells when a program has retried a failed request for a minute, and when it stops. Its turn still runs, and most programs
 * name the error only after the last try, minutes later.
 */
export function createRetrySensor(hands: Hands, state: () => State, observe: (...events: readonly Event[]) => void): RetrySensor {
  const watched = new Map<WorkerId, Watched>()

  function onOutput({ id }: WorkerState, { incarnation, turn }: AgentState): void {
    const known = watched.get(id)
    if (turn !== 'busy') {
      known?.cancel?.()
      watched.delete(id)
      return
    }
    const now = known?.incarnation === incarnation ? known : { incarnation, seen: null, cancel: null }
    if (now !== known) known?.cancel?.()
    watched.set(id, now)
    now.cancel ??= hands.clock.at(hands.clock.now() + EVERY_MS, () => void look(id, now))
  }

  async function look(id: WorkerId, watch: Watched): Promise<void> {
    watch.cancel = null
    const before = busyAgent(id, watch)
    const profile = hands.project.agents[own(state().workers, id)?.config.agent ?? '']
    if (before === null || profile === undefined) return
    // An unreadable screen says nothing: the next output brings another look.
    const looks = Promise.all([hands.terminal.screen(before.pane), hands.terminal.facts(before.pane)])
    const [screen, facts] = await looks.catch(() => [null, null] as const)
    const agent = busyAgent(id, watch)
    if (screen === null || agent === null) return
    judge(id, { watch, agent, text: hands.agents.readScreen(profile, screen, facts.title).retrying })
  }

  function judge(
    id: WorkerId,
    { watch, agent, text }: { readonly watch: Watched; readonly agent: AgentState; readonly text: string | null },
  ): void {
    const now = hands.clock.now()
    const tell = (words: string | null) => observe({ kind: 'agent.retrying', worker: id, incarnation: agent.incarnation, text: words })
    if (text !== null) {
      watch.seen = { since: watch.seen?.since ?? now, last: now }
      if (agent.retrying === null && now >= watch.seen.since + TOLD_AFTER_MS) tell(plainText(text, TEXT_CHARS))
      return
    }
    if (watch.seen !== null && now < watch.seen.last + GONE_AFTER_MS) return
    watch.seen = null
    if (agent.retrying !== null) tell(null)
  }

  /** The watched agent while its turn runs; null: it does not. */
  function busyAgent(id: WorkerId, { incarnation }: Watched): AgentState | null {
    const agent = own(state().workers, id)?.agent ?? null
    return agent !== null && agent.exit === null && agent.incarnation === incarnation && agent.turn === 'busy' ? agent : null
  }

  return {
    onOutput,
    close() {
      for (const { cancel } of watched.values()) cancel?.()
      watched.clear()
    },
  }
}
