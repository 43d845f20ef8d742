import type { ScreenReading } from '../../core/model/agents-port.ts'
import type { Event } from '../../core/model/event.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import { own } from '../../core/model/own.ts'
import { plainText } from '../../core/model/plain-text.ts'
import type { AgentProfile } from '../../core/model/project.ts'
import { saysReady } from '../../core/model/says-ready.ts'
import type { State } from '../../core/model/state.ts'
import type { AgentState, WorkerState } from '../../core/model/worker-state.ts'
import type { Hands } from '../hands.ts'
import { footOf, questionOn } from './question-on.ts'

export interface ScreenEye {
  /** A program's own word that it is ready: true where its screen must show that too, which is told then. */
  readonly mustShow: (event: Event) => boolean
  /** New output: look when the screen has come to rest. */
  readonly onOutput: (worker: WorkerState) => void
  /** To be called with what was journalled: what an agent drew before its start was on record is looked at then. */
  readonly onEvents: (events: readonly Event[]) => void
  /** A screen that came to rest while no czar looked says nothing by itself. */
  readonly lookAtAll: () => void
  readonly close: () => void
}

/** The screen is read when it has stood still for so long; a program that never rests is read now and then. */
const QUIET_MS = 250
const LATEST_MS = 1_000
/** A start-up screen whose foot stands still so long and says nothing known is a dialog that nobody knows. */
const UNKNOWN_AFTER_MS = 3_500
const TEXT_CHARS = 400

/**
 * Reads the composited screen where there is no exact signal: start-up dialogs, and ready and busy of programs that
 * only show it.
 */
export function createScreenEye(hands: Hands, state: () => State, observe: (...events: readonly Event[]) => void): ScreenEye {
  const glances = new Map<WorkerId, { cancel: () => void; firstAt: number }>()
  const feet = new Map<WorkerId, { readonly incarnation: number; readonly foot: string; readonly since: number }>()
  const signalled = new Map<WorkerId, Extract<Event, { kind: 'agent.ready' }>>()
  let isClosed = false

  function mustShow(event: Event): boolean {
    if (event.kind !== 'agent.ready') return false
    const worker = state().workers[event.worker]
    if (worker === undefined || (hands.project.agents[worker.config.agent]?.ready ?? null) === null) return false
    signalled.set(event.worker, event)
    look(worker)
    return true
  }

  function onOutput(worker: WorkerState): void {
    look(worker)
  }

  function look(worker: WorkerState): void {
    const { agent } = worker
    if (agent !== null && agent.exit === null && needsScreen(hands, state(), worker)) schedule(worker.id, hands.clock.now())
  }

  function onEvents(events: readonly Event[]): void {
    for (const event of events) {
      const worker = event.kind === 'agent.started' || event.kind === 'agent.limited' ? state().workers[event.worker] : undefined
      if (worker !== undefined) look(worker)
    }
  }

  function schedule(worker: WorkerId, now: number): void {
    const before = glances.get(worker)
    const firstAt = before?.firstAt ?? now
    before?.cancel()
    const at = Math.min(now + QUIET_MS, firstAt + LATEST_MS)
    glances.set(worker, { firstAt, cancel: hands.clock.at(at, () => void glance(worker)) })
  }

  async function glance(id: WorkerId): Promise<void> {
    glances.delete(id)
    const worker = state().workers[id]
    const agent = worker?.agent ?? null
    if (worker === undefined || agent === null || agent.exit !== null || !needsScreen(hands, state(), worker)) return
    const profile = hands.project.agents[worker.config.agent]
    if (profile === undefined) return
    try {
      const [screen, facts] = await Promise.all([hands.terminal.screen(agent.pane), hands.terminal.facts(agent.pane)])
      const reading = hands.agents.readScreen(profile, screen, facts.title)
      report({ worker, agent, profile, reading, screen: screen.text })
    } catch (error) {
      // The pane may go between the output and the look; its end comes as a signal of its own.
      hands.log.info({ error: String(error), worker: id }, 'screen could not be read')
    }
    watchForUnknown(id, agent)
  }

  function report({ worker, agent, profile, reading, screen }: Glance): void {
    const about = { worker: worker.id, incarnation: agent.incarnation }
    if (reading.dialog?.keys === null) {
      const isOpen = agent.dialog?.asks === 'login' && agent.dialog.answeredAt === null
      return isOpen
        ? undefined
        : observe({ kind: 'agent.dialog', ...about, text: questionOn(screen, TEXT_CHARS), keys: null, asks: 'login' })
    }
    if (reading.dialog !== null) {
      const text = plainText(reading.dialog.text, TEXT_CHARS)
      const isOpen = agent.dialog?.text === text && agent.dialog.answeredAt === null
      return isOpen ? undefined : observe({ kind: 'agent.dialog', ...about, text, keys: reading.dialog.keys })
    }
    const ready = agent.readyAt === null && reading.ready ? readyOf(about, profile) : null
    if (ready !== null) return observe(ready)
    if (agent.readyAt === null && agent.dialog === null && !reading.ready && isAtRest(worker.id, agent, screen) && screen.trim() !== '') {
      return observe({ kind: 'agent.dialog', ...about, text: questionOn(screen, TEXT_CHARS), keys: null })
    }
    // After the start only a known dialog is told, and it is no longer there.
    if (agent.readyAt !== null && agent.dialog !== null && agent.dialog.answeredAt === null)
      observe({ kind: 'agent.ready', ...about, evidence: 'the dialog is gone', strength: 'inferred' })
    const turn = reading.busy ? 'busy' : 'idle'
    if (profile.busy === null || agent.readyAt === null || agent.turn === turn) return
    observe({ kind: 'agent.turn', ...about, turn, waitingFor: null, evidence: 'its screen', strength: 'inferred', text: null })
  }

  /** Where the program itself says that it is ready, its screen is the second witness: null before the first has spoken. */
  function readyOf(about: About, profile: AgentProfile): Event | null {
    if (profile.ready === null) return null
    if (!saysReady(profile)) return { kind: 'agent.ready', ...about, evidence: 'its screen', strength: 'inferred' }
    const said = signalled.get(about.worker)
    return said?.incarnation === about.incarnation ? { ...said, evidence: `${said.evidence} and its screen` } : null
  }

  /** A picture that moves above a dialog, or a notice that comes late, keeps nobody from reading it: its foot must stand still. */
  function isAtRest(worker: WorkerId, { incarnation }: AgentState, screen: string): boolean {
    const now = hands.clock.now()
    const foot = footOf(screen)
    const seen = feet.get(worker)
    if (seen?.incarnation === incarnation && seen.foot === foot) return now - seen.since >= UNKNOWN_AFTER_MS
    feet.set(worker, { incarnation, foot, since: now })
    return false
  }

  /** A screen that stands still gives no output to wake the eye: come back once when it would count as unknown. */
  function watchForUnknown(id: WorkerId, agent: AgentState): void {
    if (isClosed || agent.readyAt !== null || glances.has(id)) return
    const now = hands.clock.now()
    const seen = feet.get(id)
    const since = seen?.incarnation === agent.incarnation ? seen.since : now
    const dueAt = since + UNKNOWN_AFTER_MS
    const at = dueAt > now ? dueAt : now + UNKNOWN_AFTER_MS
    glances.set(id, { firstAt: now, cancel: hands.clock.at(at, () => void glance(id)) })
  }

  return {
    mustShow,
    onOutput,
    onEvents,
    lookAtAll() {
      for (const worker of Object.values(state().workers)) look(worker)
    },
    close() {
      isClosed = true
      for (const { cancel } of glances.values()) cancel()
      glances.clear()
    },
  }
}

interface About {
  readonly worker: WorkerId
  readonly incarnation: number
}

interface Glance {
  readonly worker: WorkerState
  readonly agent: AgentState
  readonly profile: AgentProfile
  readonly reading: ScreenReading
  readonly screen: string
}

/** Until it is ready every program may show a dialog; later only those without exact signals are read. */
function needsScreen(hands: Hands, state: State, worker: WorkerState): boolean {
  const { agent } = worker
  const profile = hands.project.agents[worker.config.agent]
  if (profile === undefined || agent === null) return false
  // A program may ask what to do about the limit it met.
  if (own(state.accounts, worker.config.account)?.releasedAt === null) return true
  return agent.readyAt === null || profile.busy !== null || (agent.dialog !== null && agent.dialog.answeredAt === null)
}
