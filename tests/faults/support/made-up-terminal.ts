import { ToolError } from '../../../src/core/model/errors.ts'
import type { PaneId, ServerId, SessionId } from '../../../src/core/model/ids.ts'
import { plainScreen } from '../../../src/core/ports/pane-screen.ts'
import type { SessionSnapshot, SessionSpec, TerminalPort, TerminalSignal } from '../../../src/core/ports/terminal-port.ts'
import { paneFacts } from '../../support/builders/pane-facts.ts'
import type { MadeUpAgent } from './made-up-agent.ts'

export interface Room {
  readonly session: SessionSnapshot
  /** The agent in the session. It is null if there is none, as in the czar's own session. */
  readonly agent: MadeUpAgent | null
}

/** A tmux server in memory that outlives every czar. */
export interface MadeUpServer {
  readonly rooms: Map<PaneId, Room>
  /** Every agent that ever started, by `worker#incarnation`. */
  readonly agents: Map<string, MadeUpAgent>
  /** Calls `follow` when the agent with this name starts. */
  readonly onAgent: (name: string, follow: () => void) => () => void
  readonly connect: () => { readonly terminal: TerminalPort; readonly letGo: () => void }
}

export function createMadeUpServer(startAgent: (spec: SessionSpec) => MadeUpAgent): MadeUpServer {
  const rooms = new Map<PaneId, Room>()
  const agents = new Map<string, MadeUpAgent>()
  const listeners = new Set<(signal: TerminalSignal) => void>()
  const awaited = new Map<string, Set<() => void>>()
  let made = 0

  function onAgent(name: string, follow: () => void): () => void {
    const followers = awaited.get(name) ?? new Set()
    awaited.set(name, followers.add(follow))
    return () => void followers.delete(follow)
  }

  function create(spec: SessionSpec): SessionSnapshot {
    if ([...rooms.values()].some(({ session }) => session.name === spec.name))
      throw new ToolError(`duplicate session: ${spec.name}`, { command: ['new-session'], reason: 'refused' })
    made += 1
    const { name, marks } = spec
    const pane = `%${made}` as PaneId
    const session = { server: 'server' as ServerId, session: `$${made}` as SessionId, pane, name, pid: made, dead: false, marks }
    const agent = marks.worker.startsWith('.') ? null : startAgent(spec)
    rooms.set(pane, { session, agent })
    const agentName = `${marks.worker}#${marks.incarnation}`
    if (agent !== null) agents.set(agentName, agent)
    for (const follow of awaited.get(agentName) ?? []) follow()
    return session
  }

  function end(id: SessionId): void {
    for (const [pane, { session, agent }] of rooms) {
      if (session.session !== id) continue
      agent?.end()
      rooms.delete(pane)
      for (const listener of listeners) listener({ kind: 'session-closed', session: id, name: session.name, at: 0 })
    }
  }

  function room(pane: PaneId): Room {
    const found = rooms.get(pane)
    if (found === undefined) throw new ToolError(`no pane ${pane}`, { command: ['tmux'], reason: 'target-gone' })
    return found
  }

  function connect() {
    const own: ((signal: TerminalSignal) => void)[] = []
    const terminal: TerminalPort = {
      start: async () => 'server' as ServerId,
      onSignal(listener) {
        own.push(listener)
        listeners.add(listener)
      },
      create: async spec => create(spec),
      list: async () => [...rooms.values()].map(({ session }) => session),
      facts: async pane => paneFacts({ dead: room(pane).agent === null }),
      isOver: async pane => rooms.get(pane)?.session.dead ?? true,
      capture: async pane => `> ${room(pane).agent?.composer() ?? ''}`,
      screen: async pane => plainScreen(`> ${room(pane).agent?.composer() ?? ''}`),
      async paste(pane, text) {
        room(pane).agent?.paste(text)
        return { outcome: 'pasted' }
      },
      async keys(pane, keys) {
        if (keys.includes('Enter')) room(pane).agent?.enter()
        return { outcome: 'pasted' }
      },
      childrenBusy: async () => false,
      showWaiting: async () => {},
      end: async session => end(session),
      sweep: async () => {},
      async endServer() {
        for (const { session } of [...rooms.values()]) end(session.session)
      },
      close: async () => {},
    }
    const letGo = () => {
      for (const listener of own) listeners.delete(listener)
    }
    return { terminal, letGo }
  }

  return { rooms, agents, onAgent, connect }
}
