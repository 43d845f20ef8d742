import { createHash } from 'node:crypto'
import type { StreamHandle } from '../../api/client-stream.ts'
import type { ViewOptions } from '../../api/subscribe/view.ts'
import type { Journaled } from '../../core/events/event.ts'
import { CzarError, PreconditionError } from '../../core/model/errors.ts'
import type { ProjectRow } from '../../core/views/project-row.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { ProjectDoor } from '../../ui/web/server/web-door.ts'
import { rowOfView } from '../client/project-row.ts'
import type { HostLink } from './host-link.ts'
import { openRemoteClient } from './remote-client.ts'
import { remoteHint } from './remote-command.ts'
import { withHints } from './view-hints.ts'

/** How many events before the newest one a page gets. */
const EVENTS_BEFORE = 300
const EVENTS_KEPT = 3_000
/** Longer diffs are cut, because browsers show them badly. */
const MAX_PATCH_CHARS = 4_000_000

export interface RemoteDoorParts {
  readonly link: HostLink
  /** The project's row in the newest list. */
  readonly row: () => ProjectRow
  /** Asks for a new list. */
  readonly lookAgain: () => Promise<void>
}

/**
 * Makes everything that the web page can request about a project of another machine. Long: it lists all requests, and the parts share what
 * is known about the project.
 */
export function openRemoteDoor({ link, row, lookAgain }: RemoteDoorParts): ProjectDoor {
  const { id, project, socket } = row()
  const client = openRemoteClient(link, { id, socket })
  const withProject = (words: readonly string[]) => [...words, '-p', project]
  let events: readonly Journaled[] = []
  let view: StatusView | null = null
  let problem: string | null = null

  /** Returns what czar prints on the other machine. If czar fails there, throws an error with czar's words. */
  async function printed(words: readonly string[]): Promise<string> {
    const { stdout, stderr, status } = await link.run(withProject(words))
    if (status === 0) return stdout
    const [first = '', ...more] = (stderr || stdout).trim().split('\n')
    const next = more.flatMap(line => /^ {2}next: (.*)$/.exec(line)?.[1] ?? [])
    const hint = remoteHint(next[0] ?? `czar ${words.join(' ')}`, link.host, project)
    throw new CzarError('refused', first.replace(/^czar: /, ''), { details: more, hint })
  }

  async function streamEvents(first: StatusView): Promise<StreamHandle> {
    const after = events.at(-1)?.seq ?? Math.max(0, first.seq - EVENTS_BEFORE)
    return client.stream(after, event => (events = [...events, event].slice(-EVENTS_KEPT)))
  }

  async function watch(listener: (next: StatusView) => void, options: ViewOptions | undefined): Promise<StreamHandle> {
    if (!row().alive && view === null) throw new PreconditionError(`no czar answers for ${id}`)
    let stream: Promise<StreamHandle> | null = null
    const views = await client.watch(seenThere => {
      const next = withHints(seenThere, (hint: string) => remoteHint(hint, link.host, project))
      view = next
      problem = null
      stream ??= streamEvents(next)
      listener(next)
    }, options)
    const close = () => {
      views.close()
      stream?.then(open => open.close()).catch(() => {})
    }
    return { close, ended: views.ended.finally(close) }
  }

  const seen = () => ({ row: silentRow(row(), problem), view })
  return {
    name: id,
    client: {
      ...client,
      watch: (listener, options) =>
        watch(listener, options).catch((error: Error) => {
          problem = error.message
          throw error
        }),
    },
    async lookSilent() {
      await lookAgain()
      return seen()
    },
    lastSeen: seen,
    rowOf: next => rowOfView({ ...row(), problem: null }, next),
    eventsAfter: (after, limit) => events.filter(({ seq }) => seq > after).slice(0, limit),
    lastSeq: () => events.at(-1)?.seq ?? 0,
    readEvents: after => client.events(after),
    newestSeq: () => client.position(),
    why: async worker => (await printed(['why', worker, '--long'])).trimEnd().split('\n'),
    brief: async () => {
      throw new PreconditionError(`the texts of tasks stay on ${link.host.name}`)
    },
    async changes(worker) {
      const text = await printed(['diff', worker])
      const patch = text.slice(0, MAX_PATCH_CHARS)
      const base = view?.workers[worker]?.start_commit ?? ''
      return { worker, base, patch, digest: createHash('sha256').update(patch).digest('hex'), isCut: patch !== text }
    },
    openTerminal: async ({ worker }) => {
      throw new PreconditionError(`the terminal of a worker of another machine is opened there: czar attach ${worker}`)
    },
    land: async () => (await printed(['land'])).trimEnd().split('\n'),
  }
}

/** The row of a project whose czar this machine cannot reach. Its own machine may still say that the czar is alive. */
function silentRow(row: ProjectRow, problem: string | null): ProjectRow {
  if (!row.alive) return row
  return { ...row, alive: false, state: 'silent', problem, needs: problem === null ? row.needs : [problem] }
}
