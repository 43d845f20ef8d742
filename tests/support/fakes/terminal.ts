import { ToolError } from '../../../src/core/model/errors.ts'
import type { PaneId, ServerId, SessionId } from '../../../src/core/model/ids.ts'
import { plainScreen } from '../../../src/core/ports/pane-screen.ts'
import type { PaneFacts, SessionSnapshot, TerminalPort, TerminalSignal } from '../../../src/core/ports/terminal-port.ts'
import { paneFacts } from '../builders/pane-facts.ts'

type Refusal = Extract<Awaited<ReturnType<TerminalPort['keys']>>, { outcome: 'refused' }>['reason']

/** A tmux server in memory. It has a list of sessions with texts as screens, and sends the signals that a test gives it. */
export interface FakeTerminal extends TerminalPort {
  sessions: SessionSnapshot[]
  readonly screens: Map<PaneId, string>
  readonly statuses: Map<PaneId, number>
  /** The calls that the terminal received, such as `create:NAME`, `end:$1`, `keys:%1:Enter` or `paste:%1`. */
  readonly done: string[]
  refusal: Refusal | null
  /** How many times the server fails to start before it starts. */
  failingStarts: number
  /** The answer to the question whether programs that an agent started are working. It is null if that is unknown. */
  children: boolean | null
  say(signal: TerminalSignal): void
}

export function createFakeTerminal(): FakeTerminal {
  const listeners: ((signal: TerminalSignal) => void)[] = []
  let made = 0
  const answer = () =>
    terminal.refusal === null ? ({ outcome: 'pasted' } as const) : ({ outcome: 'refused', reason: terminal.refusal } as const)
  const terminal: FakeTerminal = {
    sessions: [],
    screens: new Map(),
    statuses: new Map(),
    done: [],
    refusal: null,
    failingStarts: 0,
    children: false,
    say: signal => {
      for (const listener of listeners) listener(signal)
    },
    async start() {
      terminal.done.push('start')
      if (terminal.failingStarts-- > 0) throw new ToolError('no server', { command: ['tmux'], reason: 'failed' })
      return 'server' as ServerId
    },
    onSignal: listener => void listeners.push(listener),
    async create({ name, marks }) {
      made++
      terminal.done.push(`create:${name}`)
      const session = aSession({ name, marks, session: `$${made}` as SessionId, pane: `%${made}` as PaneId })
      terminal.sessions.push(session)
      return session
    },
    list: async () => terminal.sessions,
    sweep: async () => {},
    facts: async pane => factsOf(terminal, pane),
    isOver: async pane => terminal.sessions.find(session => session.pane === pane)?.dead ?? true,
    capture: async pane => terminal.screens.get(pane) ?? '',
    screen: async pane => plainScreen(terminal.screens.get(pane) ?? ''),
    async paste(pane) {
      terminal.done.push(`paste:${pane}`)
      return answer()
    },
    async keys(pane, keys) {
      terminal.done.push(`keys:${pane}:${keys.join(' ')}`)
      return answer()
    },
    childrenBusy: async () => terminal.children,
    async showWaiting(pane, isWaiting) {
      terminal.done.push(`waiting:${pane}:${isWaiting}`)
    },
    async end(session) {
      terminal.done.push(`end:${session}`)
      terminal.sessions = terminal.sessions.filter(other => other.session !== session)
    },
    async endServer() {
      terminal.sessions = []
    },
    async close() {},
  }
  return terminal
}

/** The session of worker one's first agent. A test overrides the part that it is about. */
export function aSession(over: Partial<SessionSnapshot> = {}): SessionSnapshot {
  return {
    server: 'server' as ServerId,
    session: '$one' as SessionId,
    pane: '%one' as PaneId,
    name: 'sample-worker-one',
    pid: 1,
    dead: false,
    marks: { worker: 'one', incarnation: 1 },
    ...over,
  }
}

function factsOf({ sessions, statuses }: FakeTerminal, pane: PaneId): PaneFacts {
  const session = sessions.find(candidate => candidate.pane === pane)
  if (session === undefined) throw new ToolError('no such pane', { command: ['tmux'], reason: 'target-gone' })
  return paneFacts({ dead: session.dead, deadStatus: statuses.get(pane) ?? null })
}
