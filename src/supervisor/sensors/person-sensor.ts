import type { WorkerId } from '../../core/model/ids.ts'
import { isUnderWay } from '../../core/policy/engine/policy-context.ts'
import { type HeldMessage, heldMessage } from '../../core/policy/facts/held.ts'
import type { ScreenReading } from '../../core/ports/agents-port.ts'
import type { PaneFacts } from '../../core/ports/terminal-port.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import type { Hold } from '../delivery/delivery.ts'
import { DEFAULT_DELIVERY_TIMES } from '../delivery/delivery-times.ts'
import { draftIn, personAtWork } from '../delivery/person.ts'
import { readPane } from '../read-pane.ts'
import { createWaitingNotice } from './screen/waiting-notice.ts'
import type { Sensor, SensorContext } from './sensor.ts'

const { heldPollMs, typingQuietMs } = DEFAULT_DELIVERY_TIMES
/**
 * The longest pause between two readings. The pause grows while a person uses the pane, but it stays short enough to deliver the text soon
 * after the person leaves.
 */
const LATEST_LOOK_MS = 1_500
const AGE_TO_PAUSE = 100

/**
 * Reads the panes in which a text waits because a person uses them. Records when the reason for the wait changes or ends. Long: the inner
 * functions share the planned readings.
 */
export function createPersonSensor({ hands, state, observe }: SensorContext) {
  const cancels = new Map<WorkerId, () => void>()
  const updateNotices = createWaitingNotice(hands, state)
  let isClosed = false

  function onEvents(): void {
    updateNotices()
    for (const { held, worker } of state().messages) if (held !== null && !cancels.has(worker)) schedule(worker)
  }

  function schedule(id: WorkerId): void {
    const waiting = waitingFor(id)
    if (isClosed || waiting === null) return void cancels.delete(id)
    const now = hands.clock.now()
    const pauseMs = Math.min(LATEST_LOOK_MS, Math.max(heldPollMs, (now - waiting.message.held.since) / AGE_TO_PAUSE))
    cancels.set(
      id,
      hands.clock.at(now + pauseMs, () => void look(id).then(() => schedule(id))),
    )
  }

  async function look(id: WorkerId): Promise<void> {
    const before = waitingFor(id)
    if (before === null) return
    const hold = await readHold(before).catch((error: unknown) => {
      // The next reading tries again. If the pane is gone, the terminal sensor records that.
      hands.log.info({ error: String(error), worker: id }, 'the pane in which a person types could not be read')
      return undefined
    })
    const after = waitingFor(id)
    if (hold === undefined || isClosed || after === null || after.message.id !== before.message.id) return
    tell(after, hold)
  }

  async function readHold({ worker, message }: Waiting): Promise<Hold | null | undefined> {
    const profile = hands.project.agents[worker.config.agent]
    if (profile === undefined || worker.agent === null) return undefined
    const { pane, prompt } = worker.agent
    const [screen, facts] = await Promise.all([hands.terminal.screen(pane), hands.terminal.facts(pane)])
    if (facts.dead) return undefined
    const reading = readPane({ agents: hands.agents, profile, first: prompt }, screen, facts)
    const hold = personAtWork(facts, typingQuietMs) ?? draftIn(reading) ?? programHold(message.held, reading, facts)
    // The draft may be a text that czar pasted before a restart. The delivery can tell whether it is, so this sensor frees the text.
    const mayBeOurs = message.interruptedIn === message.held.incarnation && message.held.by !== 'draft'
    return hold?.by === 'draft' && mayBeOurs ? null : hold
  }

  function tell({ worker, message }: Waiting, hold: Hold | null): void {
    const about = { worker: worker.id, message: message.id, incarnation: message.held.incarnation }
    if (hold === null) return observe({ kind: 'message.freed', ...about })
    if (hold.by !== message.held.by || hold.chars !== message.held.chars) observe({ kind: 'message.held', ...about, ...hold })
  }

  /**
   * Returns the text to the worker that waits because of a person. Returns null if there is none, or while a delivery runs, because the
   * delivery watches its text itself.
   */
  function waitingFor(id: WorkerId): Waiting | null {
    const worker = state().workers[id]
    if (worker === undefined || isUnderWay(state(), id, 'deliver')) return null
    const message = heldMessage(state(), worker)
    return message === null ? null : { worker, message }
  }

  return {
    onEvents,
    close() {
      isClosed = true
      for (const cancel of cancels.values()) cancel()
      cancels.clear()
    },
  } satisfies Sensor
}

/**
 * Returns the reason why the text must go on waiting although no person uses the pane: the program takes no input now. Returns null if it
 * takes input.
 */
function programHold({ by }: HeldMessage['held'], { composer }: ScreenReading, { bracketedPaste }: PaneFacts): Hold | null {
  if (composer === 'unknown') return { by: 'screen', chars: null }
  return by === 'lines' && bracketedPaste === false ? { by: 'lines', chars: null } : null
}

interface Waiting {
  readonly worker: WorkerState
  readonly message: HeldMessage
}
