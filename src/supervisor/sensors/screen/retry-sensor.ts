import type { WorkerId } from '../../../core/model/ids.ts'
import { livingAgent } from '../../../core/state/facts/living-agent.ts'
import type { AgentState, WorkerState } from '../../../core/state/types/worker-state.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import type { Sensor, SensorContext } from '../sensor.ts'
import { planLooks, readPaneContent } from './pane-looks.ts'

const EVERY_MS = 15_000
const TOLD_AFTER_MS = 60_000
/**
 * The message about retrying may be missing from the screen for this long. Between two waits the program sends its request and shows no
 * such message.
 */
const GONE_AFTER_MS = 40_000
const TEXT_CHARS = 200

interface Watched {
  readonly incarnation: number
  /** The times when readings first and last showed that the program retries. */
  readonly seen: { readonly since: number; readonly last: number }
}

/**
 * Records when a program has retried a failed request for a minute, and when it no longer retries. Without this, czar would learn of the
 * error only minutes later, because most programs report it after the last try.
 */
export function createRetrySensor(context: SensorContext) {
  const { hands, state, observe } = context
  const watched = new Map<WorkerId, Watched>()
  const looks = planLooks(context, look)

  function onOutput({ id }: WorkerState, { incarnation, turn }: AgentState): void {
    if (turn === 'busy') return looks.by({ worker: id, incarnation }, hands.clock.now() + EVERY_MS)
    looks.cancel(id)
    watched.delete(id)
  }

  async function look({ id, config }: WorkerState, { incarnation, turn }: AgentState): Promise<void> {
    const profile = hands.project.agents[config.agent]
    if (turn !== 'busy' || profile === undefined) return
    const content = await readPaneContent(context, { worker: id, incarnation })
    const agent = livingAgent(state(), id, incarnation)
    if (content === null || agent?.turn !== 'busy') return
    judge(id, agent, hands.agents.readScreen(profile, content.screen, content.facts.title).retrying)
  }

  function judge(id: WorkerId, { incarnation, retrying }: AgentState, text: string | null): void {
    const now = hands.clock.now()
    const known = watched.get(id)
    const seen = known?.incarnation === incarnation ? known.seen : null
    const tell = (words: string | null) => observe({ kind: 'agent.retrying', worker: id, incarnation, text: words })
    if (text !== null) {
      const since = seen?.since ?? now
      watched.set(id, { incarnation, seen: { since, last: now } })
      if (retrying === null && now >= since + TOLD_AFTER_MS) tell(plainText(text, TEXT_CHARS))
      return
    }
    if (seen !== null && now < seen.last + GONE_AFTER_MS) return
    watched.delete(id)
    if (retrying !== null) tell(null)
  }

  return { onOutput, close: looks.close } satisfies Sensor
}
