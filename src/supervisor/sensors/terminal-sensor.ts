import { effectIdOf } from '../../core/events/effect-id.ts'
import type { Event } from '../../core/events/event.ts'
import type { PaneId, ServerId, WorkerId } from '../../core/model/ids.ts'
import { hasGivenUp, isUnderWay } from '../../core/policy/engine/policy-context.ts'
import type { TerminalSignal } from '../../core/ports/terminal-port.ts'
import type { State } from '../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../core/state/types/worker-state.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { atMost } from '../at-most.ts'
import type { Hands } from '../hands.ts'
import { signalName } from './signal-name.ts'

const LAST_LOOK_MS = 150
/** More panes than ever start at once: what ends is remembered no longer than its start can be on the way. */
const EARLY_MAX = 200
const LAST_SCREEN_CHARS = 2_000

type Exit = Pick<Extract<Event, { kind: 'agent.exited' }>, 'how' | 'status' | 'signal'>

export interface TerminalEyeOptions {
  readonly hands: Hands
  readonly state: () => State
  readonly observe: (...events: readonly Event[]) => void
  readonly onOutput: (worker: WorkerState, agent: AgentState) => void
  readonly onServerLost: () => void
  /** Takes in what workers have reported and nobody has read yet. */
  readonly readReports: () => void
  /** Looks at the worktree. */
  readonly lookAtGit: (worker: WorkerId) => Promise<void>
}

export interface TerminalSensor {
  readonly onSignal: (signal: TerminalSignal) => void
  /** To be called with what was journalled: an end that came before its agent's start was on record is told then. */
  readonly onEvents: (events: readonly Event[]) => void
}

/** Turns what tmux says by itself into events: exits, closed sessions, a lost server, output. */
export function createTerminalSensor(options: TerminalEyeOptions): TerminalSensor {
  const { hands, state, observe } = options
  const early = new Map<PaneId, Exit>()
  const lost = new Set<ServerId>()

  function exited(worker: WorkerState, agent: AgentState, exit: Exit): void {
    // The czar itself is ending it: that is no exit.
    if (isUnderWay(state(), worker.id, 'end_agent')) return
    // Evidence of what it did comes before its end: a claim made in the last second is no crash without one.
    options.readReports()
    const told = { worker: worker.id, incarnation: agent.incarnation }
    observe({ kind: 'agent.exited', ...told, ...exit, lastScreen: '', readBy: hands.clock.now() + LAST_LOOK_MS })
    const look = atMost(hands.clock, LAST_LOOK_MS, options.lookAtGit(worker.id))
    Promise.all([lastScreenOf(hands, agent), look]).then(([lastScreen]) => {
      if (isBeingRead(state(), told)) observe({ kind: 'agent.exit_read', ...told, lastScreen })
    })
  }

  function onPane(pane: PaneId, then: (worker: WorkerState, agent: AgentState) => void): boolean {
    const found = Object.values(state().workers).find(({ agent }) => agent !== null && agent.exit === null && agent.pane === pane)
    if (found?.agent == null) return false
    then(found, found.agent)
    return true
  }

  function onExit(pane: PaneId, exit: Exit): void {
    if (onPane(pane, (worker, agent) => exited(worker, agent, exit)) || hasEnded(pane)) return
    const [oldest] = early.keys()
    if (oldest !== undefined && early.size >= EARLY_MAX) early.delete(oldest)
    early.set(pane, exit)
  }

  /** The wrapper, the pane and the session each tell the same end. A new server counts its panes from the beginning. */
  function hasEnded(pane: PaneId): boolean {
    return Object.values(state().workers).some(({ agent }) => agent?.pane === pane && agent.exit !== null && !lost.has(agent.server))
  }

  function gone(how: 'session-closed' | 'server-lost', isMeant: (worker: WorkerState, agent: AgentState) => boolean): void {
    const isOpen = (agent: AgentState) => agent.exit === null || agent.exit.readBy !== undefined
    const meant = Object.values(state().workers).filter(
      worker => worker.agent !== null && isOpen(worker.agent) && isMeant(worker, worker.agent),
    )
    // A fleet that is stopped closes all its sessions, and each reading is one of all reports.
    if (meant.length === 0) return
    options.readReports()
    for (const { id } of meant) {
      const worker = state().workers[id]
      const agent = worker?.agent ?? null
      if (worker === undefined || agent === null || !isMeant(worker, agent)) continue
      const told = { worker: worker.id, incarnation: agent.incarnation }
      if (agent.exit === null) observe({ kind: 'agent.exited', ...told, how, status: null, signal: null, lastScreen: '' })
      // The program went with it, and told its own end first.
      else if (isBeingRead(state(), told)) observe({ kind: 'agent.exit_read', ...told, how, lastScreen: agent.exit.lastScreen })
    }
  }

  function onSignal(signal: TerminalSignal): void {
    switch (signal.kind) {
      case 'output':
      case 'title':
        onPane(signal.pane, options.onOutput)
        return
      case 'program-exited':
        return onExit(signal.pane, { how: 'exited', ...readStatus(signal.status) })
      case 'pane-died': {
        const { status, signal: number } = signal
        return onExit(signal.pane, { how: 'exited', status, signal: number === null ? null : signalName(number) })
      }
      case 'session-closed':
        return gone('session-closed', (worker, agent) => agent.session === signal.session && !isEnding(state(), worker, agent))
      case 'server-lost':
        early.clear()
        lost.add(signal.server)
        gone('server-lost', (_worker, agent) => agent.server === signal.server)
        return options.onServerLost()
    }
  }

  function onEvents(events: readonly Event[]): void {
    for (const event of events) {
      if (event.kind !== 'agent.started') continue
      if (lost.has(event.server)) gone('server-lost', (worker, agent) => worker.id === event.worker && agent.server === event.server)
      const exit = early.get(event.pane)
      early.delete(event.pane)
      if (exit !== undefined) onPane(event.pane, (worker, agent) => exited(worker, agent, exit))
    }
  }

  return { onSignal, onEvents }
}

/** Is the end of this incarnation not on record yet? One end is told once, by whoever comes first. */
export function isOpenEnd(state: State, worker: WorkerId, incarnation: number): boolean {
  const agent = state.workers[worker]?.agent ?? null
  return agent !== null && agent.incarnation === incarnation && agent.exit === null
}

/** Whether the end is on record, and the last looks after it are not. */
function isBeingRead(state: State, told: { readonly worker: WorkerId; readonly incarnation: number }): boolean {
  const agent = state.workers[told.worker]?.agent ?? null
  return agent !== null && agent.incarnation === told.incarnation && agent.exit?.readBy !== undefined
}

/** A shell says 128 + n for a program that ended by signal n. */
export function readStatus(status: number): { status: number | null; signal: string | null } {
  return status > 128 && status < 160 ? { status: null, signal: signalName(status - 128) } : { status, signal: null }
}

/** What the pane shows at the end. */
async function lastScreenOf(hands: Hands, agent: AgentState): Promise<string> {
  const screen = (await atMost(hands.clock, LAST_LOOK_MS, hands.terminal.capture(agent.pane))) ?? ''
  return plainText(screen.trim().slice(-LAST_SCREEN_CHARS), LAST_SCREEN_CHARS, { lines: true })
}

/** czar ends the session itself, or tried to: on a busy machine a try may fail after tmux was told. The next one says so. */
function isEnding(state: State, { id }: WorkerState, { incarnation }: AgentState): boolean {
  const effect = effectIdOf({ do: 'end_agent', worker: id, incarnation, reason: 'stopped' })
  return isUnderWay(state, id, 'end_agent') || (Object.hasOwn(state.failures, effect) && !hasGivenUp(state, effect))
}
