import type { Event, ExitHow } from '../../core/model/event.ts'
import type { PaneId } from '../../core/model/ids.ts'
import { plainText } from '../../core/model/plain-text.ts'
import type { TerminalSignal } from '../../core/model/ports.ts'
import type { AgentState, State, WorkerState } from '../../core/model/state.ts'
import { isUnderWay } from '../../core/policy/desk.ts'
import type { Hands } from '../hands.ts'
import { signalName } from './signal-name.ts'

const LAST_SCREEN_MS = 150
const LAST_SCREEN_CHARS = 2_000

export interface TerminalEyeOptions {
  readonly hands: Hands
  readonly state: () => State
  readonly observe: (...events: readonly Event[]) => void
  readonly onOutput: (worker: WorkerState, agent: AgentState) => void
  readonly onServerLost: () => void
}

/** Turns what tmux says by itself into events: exits, closed sessions, a lost server, output. */
export function createTerminalEye(options: TerminalEyeOptions): (signal: TerminalSignal) => void {
  const { hands, state, observe } = options

  function exited(worker: WorkerState, agent: AgentState, exit: { how: ExitHow; status: number | null; signal: string | null }): void {
    // The czar itself is ending it: that is no exit.
    if (isUnderWay(state(), worker.id, 'end_agent')) return
    lastScreenOf(hands, agent).then(lastScreen =>
      observe({ kind: 'agent.exited', worker: worker.id, incarnation: agent.incarnation, ...exit, lastScreen }),
    )
  }

  function onPane(pane: PaneId, then: (worker: WorkerState, agent: AgentState) => void): void {
    for (const worker of Object.values(state().workers)) {
      if (worker.agent !== null && worker.agent.exit === null && worker.agent.pane === pane) then(worker, worker.agent)
    }
  }

  return signal => {
    switch (signal.kind) {
      case 'output':
      case 'title':
        return onPane(signal.pane, options.onOutput)
      case 'program-exited':
        return onPane(signal.pane, (worker, agent) => exited(worker, agent, { how: 'exited', ...readStatus(signal.status) }))
      case 'pane-died':
        return onPane(signal.pane, (worker, agent) =>
          exited(worker, agent, {
            how: 'exited',
            status: signal.status,
            signal: signal.signal === null ? null : signalName(signal.signal),
          }),
        )
      case 'session-closed':
        for (const worker of Object.values(state().workers)) {
          if (worker.agent === null || worker.agent.exit !== null || worker.agent.session !== signal.session) continue
          if (isUnderWay(state(), worker.id, 'end_agent')) continue
          const { incarnation } = worker.agent
          observe({
            kind: 'agent.exited',
            worker: worker.id,
            incarnation,
            how: 'session-closed',
            status: null,
            signal: null,
            lastScreen: '',
          })
        }
        return
      case 'server-lost':
        for (const worker of Object.values(state().workers)) {
          if (worker.agent === null || worker.agent.exit !== null || worker.agent.server !== signal.server) continue
          const { incarnation } = worker.agent
          observe({ kind: 'agent.exited', worker: worker.id, incarnation, how: 'server-lost', status: null, signal: null, lastScreen: '' })
        }
        return options.onServerLost()
    }
  }
}

/** A shell says 128 + n for a program that ended by signal n. */
export function readStatus(status: number): { status: number | null; signal: string | null } {
  return status > 128 && status < 160 ? { status: null, signal: signalName(status - 128) } : { status, signal: null }
}

/** What the pane shows at the end, if tmux answers at once: the exit is on record in time either way. */
async function lastScreenOf(hands: Hands, agent: AgentState): Promise<string> {
  const screen = hands.terminal.capture(agent.pane).catch(() => '')
  const tooLate = new Promise<string>(resolve => hands.clock.at(hands.clock.now() + LAST_SCREEN_MS, () => resolve('')))
  return plainText((await Promise.race([screen, tooLate])).trim().slice(-LAST_SCREEN_CHARS), LAST_SCREEN_CHARS, { lines: true })
}
