import type { Socket } from 'node:net'
import type { Asker } from '../../core/events/asker.ts'
import { marksOf, nameOf, otherProject } from './marks-of.ts'
import { canTellPeers, peerPid } from './peer-pid.ts'
import { ancestryOf, cgroupOf, type ProcessFacts, ttyName, uptime } from './process-facts.ts'

/** The kernel records start times of processes only in hundredths of a second, so times may differ by this much. */
const CLOCK_SLACK_S = 0.02

export interface Fleet {
  readonly projectDir: string
  /** Returns the pid of the first process in the pane of each running agent. */
  readonly panes: () => readonly number[]
  /** Returns the time before which no agent can have started (ms since the epoch). null: no agent has been started. */
  readonly launchedAt: () => number | null
}

/**
 * Who the client itself says it is. This is used only on systems where czar cannot find out which process is at the other end of a
 * connection.
 */
export interface StatedIdentity {
  readonly worker: string | null
}

/** Finds out which process is at the other end of a connection. */
export interface Identifier {
  /** Must be called when a connection is accepted. A process that started later than that cannot have opened the connection. */
  accept(socket: Socket): void
  identify(socket: Socket, stated: StatedIdentity): Promise<Asker>
}

/**
 * Creates an identifier. Create the identifier when czar starts. If czar itself was started by an agent or an accept command, that one is
 * ignored.
 */
export function createIdentifier(fleet: Fleet): Identifier {
  const own = new Set(marksOf(ancestryOf(process.pid)).map(nameOf))
  const acceptedAt = new WeakMap<Socket, number>()
  return {
    accept(socket) {
      acceptedAt.set(socket, uptime() ?? 0)
    },
    async identify(socket, stated) {
      if (!canTellPeers()) return byStatedIdentity(stated)
      const pid = await peerPid(socket)
      const line = pid === null ? [] : ancestryOf(pid)
      const [peer] = line
      if (peer === undefined) return { who: 'stray', pid, program: '', why: 'the process that connected has ended, or is not visible here' }
      const { program } = peer
      // The process that connected has passed its connection to another process and ended, and its pid now belongs to a process that
      // started later.
      if (peer.bornAt > (acceptedAt.get(socket) ?? 0) + CLOCK_SLACK_S) {
        return { who: 'stray', pid, program, why: 'the process that connected has ended' }
      }
      return judge(line, { peer, own, fleet })
    },
  }
}

interface Question {
  readonly peer: ProcessFacts
  readonly own: ReadonlySet<string>
  readonly fleet: Fleet
}

function judge(line: readonly ProcessFacts[], { peer, own, fleet }: Question): Asker {
  const { pid, program } = peer
  // The variables of the process farthest up count, because they come from the pane or the accept command itself. An agent may have set
  // false variables for the processes that it starts.
  const mark = marksOf(line).findLast(found => !own.has(nameOf(found)))
  if (mark?.kind === 'worker') {
    return { who: 'worker', worker: mark.worker, project: otherProject(mark, fleet.projectDir), pid, program, isVerified: true }
  }
  if (mark?.kind === 'gate' || line.slice(1).some(ancestor => ancestor.pid === process.pid)) return { who: 'gate', pid, program }
  const panes = fleet.panes().flatMap(pane => ancestryOf(pane)[0] ?? [])
  const why = strayness(line, { peer, panes, launchedAt: fleet.launchedAt() })
  if (why !== null) return { who: 'stray', pid, program, why }
  return { who: 'person', pid, program, tty: ttyName(peer.tty), isVerified: true }
}

interface Surroundings {
  readonly peer: ProcessFacts
  readonly panes: readonly ProcessFacts[]
  readonly launchedAt: number | null
}

/** The reason why a process without czar's variables may still belong to an agent. null: it cannot belong to one. */
function strayness(line: readonly ProcessFacts[], { peer, panes, launchedAt }: Surroundings): string | null {
  if (
    panes.some(({ pid, tty, session }) => session === peer.session || (tty !== 0 && tty === peer.tty) || line.some(one => one.pid === pid))
  )
    return "it holds a worker's terminal"
  if (line.some(one => panes.some(({ parent }) => parent === one.pid && parent > 1))) return "it runs under the fleet's own tmux server"
  if (peer.tty !== 0 || launchedAt === null) return null
  const since = (uptime() ?? 0) - (Date.now() - launchedAt) / 1000
  const orphan = line.find((one, at) => isOrphan(one, line[at + 1]) && one.bornAt >= since)
  if (orphan === undefined || cgroupOf(orphan.pid) !== cgroupOf(panes[0]?.pid ?? process.pid)) return null
  return 'its parent has ended and it has no terminal, as with a process that an agent left behind'
}

/** Whether the process's first parent has ended, so that a process in another session has become its parent. */
function isOrphan(one: ProcessFacts, parent: ProcessFacts | undefined): boolean {
  if (parent === undefined) return false
  return (parent.pid === 1 || parent.program === 'systemd' || parent.program === 'init') && one.session !== parent.session
}

/** If the system cannot identify the process, only the client's own environment says who it is. */
function byStatedIdentity({ worker }: StatedIdentity): Asker {
  const process = { pid: null, program: '', isVerified: false }
  return worker === null ? { who: 'person', tty: null, ...process } : { who: 'worker', worker, project: null, ...process }
}
