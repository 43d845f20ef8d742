import { effectIdOf } from '../../core/events/effect-id.ts'
import type { Event } from '../../core/events/event.ts'
import type { PaneId, ServerId, WorkerId } from '../../core/model/ids.ts'
import { hasGivenUp, isUnderWay } from '../../core/policy/engine/policy-context.ts'
import type { TerminalSignal } from '../../core/ports/terminal-port.ts'
import type { State } from '../../core/state/types/state.ts'
import type { AgentState, WorkerState } from '../../core/state/types/worker-state.ts'
import { plainText } from '../../core/text/plain-text.ts'
import type { Hands } from '../hands.ts'
import { logFailures } from '../log-failures.ts'
import { atMost } from '../timing/at-most.ts'
import type { Sensor, SensorContext } from './sensor.ts'
import { signalName } from './signal-name.ts'

const LAST_LOOK_MS = 150
/** This many ends of agents are remembered that come before the agents' starts are recorded. More agents than this never start at once. */
const EARLY_MAX = 200
const LAST_SCREEN_CHARS = 2_000

type Exit = Pick<Extract<Event, { kind: 'agent.exited' }>, 'how' | 'status' | 'signal'>

/** Functions of other parts of czar that the terminal sensor calls. */
export interface TerminalNews {
  readonly onOutput: (worker: WorkerState, agent: AgentState) => void
  readonly onServerLost: () => void
  /** Reads the reports of one worker that were not read yet. null: those of all workers. */
  readonly readReports: (worker: WorkerId | null) => void
  /** Reads the worker's worktree. */
  readonly lookAtGit: (worker: WorkerId) => Promise<void>
}

/**
 * Turns tmux's reports into events: ends of programs, closed sessions, a lost server, new output. Long: the inner functions share the ends
 * that came before the agents' starts were recorded.
 */
export function createTerminalSensor({ hands, state, observe }: SensorContext, news: TerminalNews) {
  const early = new Map<PaneId, Exit>()
  const lost = new Set<ServerId>()

  function exited(worker: WorkerState, agent: AgentState, exit: Exit): void {
    // Czar itself is ending the agent, so the end of the program is not an exit that needs attention.
    if (isUnderWay(state(), worker.id, 'end_agent')) return
    // Czar reads the agent's reports before it records the exit. So a claim that the agent made just before counts. An exit without a
    // claim counts as a crash.
    news.readReports(worker.id)
    const told = { worker: worker.id, incarnation: agent.incarnation }
    observe({ kind: 'agent.exited', ...told, ...exit, lastScreen: '', readBy: hands.clock.now() + LAST_LOOK_MS })
    const look = atMost(hands.clock, LAST_LOOK_MS, news.lookAtGit(worker.id))
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

  /**
   * Whether the end of this pane is already in the journal. The shell around the agent, the pane and the session each report the end. A new
   * tmux server counts its pane ids from the beginning again, so panes of a lost server do not count.
   */
  function hasEnded(pane: PaneId): boolean {
    return Object.values(state().workers).some(({ agent }) => agent?.pane === pane && agent.exit !== null && !lost.has(agent.server))
  }

  function gone(how: 'session-closed' | 'server-lost', isMeant: (worker: WorkerState, agent: AgentState) => boolean): void {
    const isOpen = (agent: AgentState) => agent.exit === null || agent.exit.readBy !== undefined
    const meant = Object.values(state().workers).filter(
      worker => worker.agent !== null && isOpen(worker.agent) && isMeant(worker, worker.agent),
    )
    // When a fleet stops, all its sessions close. Reading the reports takes time, so it is left out for sessions that belong to no running
    // agent.
    if (meant.length === 0) return
    news.readReports(null)
    for (const { id } of meant) {
      const worker = state().workers[id]
      const agent = worker?.agent ?? null
      if (worker === undefined || agent === null || !isMeant(worker, agent)) continue
      const told = { worker: worker.id, incarnation: agent.incarnation }
      if (agent.exit === null) observe({ kind: 'agent.exited', ...told, how, status: null, signal: null, lastScreen: '' })
      // The program ended together with its session and reported its own end first. Only the rest of the reading is missing.
      else if (isBeingRead(state(), told)) observe({ kind: 'agent.exit_read', ...told, how, lastScreen: agent.exit.lastScreen })
    }
  }

  function onSignal(signal: TerminalSignal): void {
    switch (signal.kind) {
      case 'output':
      case 'title':
        onPane(signal.pane, news.onOutput)
        return
      case 'program-exited':
        return onExit(signal.pane, { how: 'exited', ...readExitStatus(signal.status) })
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
        return news.onServerLost()
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

  return {
    onEvents,
    onSignal: logFailures(hands.log, 'the handling of a tmux signal', onSignal),
  } satisfies Sensor & { readonly onSignal: (signal: TerminalSignal) => void }
}

/** Whether the end of the agent is in the journal, but the last reading of its screen and worktree is not. */
function isBeingRead(state: State, told: { readonly worker: WorkerId; readonly incarnation: number }): boolean {
  const agent = state.workers[told.worker]?.agent ?? null
  return agent !== null && agent.incarnation === told.incarnation && agent.exit?.readBy !== undefined
}

/** Splits a shell's exit status. A shell reports 128 + n for a program that signal n ended. */
export function readExitStatus(status: number): { status: number | null; signal: string | null } {
  return status > 128 && status < 160 ? { status: null, signal: signalName(status - 128) } : { status, signal: null }
}

/** The screen of the pane after its program has ended. */
async function lastScreenOf(hands: Hands, agent: AgentState): Promise<string> {
  const screen = (await atMost(hands.clock, LAST_LOOK_MS, hands.terminal.capture(agent.pane))) ?? ''
  return plainText(screen.trim().slice(-LAST_SCREEN_CHARS), LAST_SCREEN_CHARS, { lines: true })
}

/**
 * Whether czar itself is ending the session, or has tried to. On a busy machine a try may count as failed although tmux carries it out a
 * little later, and the next try finds out. The start of the next agent also ends the session of an exited agent, perhaps before that
 * agent's last screen is read.
 */
function isEnding(state: State, { id }: WorkerState, { incarnation }: AgentState): boolean {
  const effect = effectIdOf({ do: 'end_agent', worker: id, incarnation })
  const isClosing = isUnderWay(state, id, 'end_agent') || isUnderWay(state, id, 'start_agent')
  return isClosing || (Object.hasOwn(state.failures, effect) && !hasGivenUp(state, effect))
}
