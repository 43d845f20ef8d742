import { createHash } from 'node:crypto'
import { readPatch } from '../../adapters/git/inspect/show-changes.ts'
import { type JournalReader, openJournalReader } from '../../adapters/journal/journal-reader.ts'
import { readKeptText } from '../../adapters/status/files/texts.ts'
import { createApiClient } from '../../api/client.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { ProjectDoor, WebDoor } from '../../ui/web/server/web-door.ts'
import { changesOf } from '../attach/show-diff.ts'
import { explainWorker } from '../client/explain-worker.ts'
import { launchHint } from '../client/launch-hint.ts'
import { lastLook, lookAtProject, type ProjectLook } from '../client/look-at-projects.ts'
import { openMattersOf } from '../client/open-matters.ts'
import { projectRow } from '../client/project-row.ts'
import { refuseAgents } from '../client/refuse-agents.ts'
import { openRemoteDoor } from '../hosts/remote-door.ts'
import { withHints } from '../hosts/view-hints.ts'
import type { HostWatch } from '../hosts/watch-hosts.ts'
import type { CliIo } from '../io.ts'
import { findLast } from '../journal/journal-tail.ts'
import { landProject } from '../landing/land-project.ts'
import { renderExplanation } from '../output/explanation.ts'
import { packageVersion } from '../package-root.ts'
import { withProjectName } from '../project/name-project.ts'
import { listProjects, type ProjectPlace, projectPlaceIn } from '../project/project-place.ts'
import { stateDir } from '../project/state-dir.ts'
import { openWorkerTerminal } from './open-worker-terminal.ts'

/** Longer diffs are cut, because browsers show them badly. */
const MAX_PATCH_CHARS = 4_000_000
const NOBODY = { writers: 0, readers: 0 }

/**
 * Everything that the web page, and the list of projects in a terminal, may request from this machine and from others. `only` is the id of
 * the one project that is shown. Null: all projects are shown.
 */
export function makeWebDoor(io: CliIo, only: string | null, others: HostWatch): WebDoor {
  const doors = new Map<string, ProjectDoor>()
  return {
    version: packageVersion(),
    listProjects: async () => [...(await listProjects(stateDir(io.env))), ...others.ids()].filter(id => only === null || only === id),
    hosts: others.hosts,
    isAwaited: others.isAwaited,
    open(name) {
      const remote = others.find(name)
      const opened = () =>
        remote === null
          ? openProject(projectPlaceIn(name, io.env), io)
          : openRemoteDoor({ ...remote, lookAgain: () => others.lookAgain(name) })
      const door = doors.get(name) ?? opened()
      doors.set(name, door)
      return door
    },
  }
}

// Long: it lists everything that the page may request about a project.
function openProject(place: ProjectPlace, io: CliIo): ProjectDoor {
  const { name, directory } = place
  const journal = keepJournal(directory)
  const eventsAfter = (after: number, limit: number) => journal(reader => reader.read(after, limit)) ?? []
  const lastSeq = () => journal(reader => reader.lastSeq()) ?? 0
  const client = createApiClient({ socketPath: place.sockets.api, project: name, launchHint: () => launchHint(place) })
  // The page shows several projects, so a suggested command names the project.
  const named = (view: StatusView) => withHints(view, hint => withProjectName(hint, name))
  const silent = (project: ProjectLook) => ({
    row: projectRow(project),
    view: project.look === null ? null : named(project.look.view),
  })
  return {
    name,
    client: { ...client, watch: (listener, options) => client.watch(view => listener(named(view)), options) },
    lookSilent: async () => silent(await lookAtProject(place)),
    lastSeen: () => silent({ place, look: lastLook(place), problem: null }),
    rowOf: view => projectRow({ place, look: { view, czar: 'alive', gaveUp: null, starved: null }, problem: null }),
    eventsAfter,
    lastSeq,
    readEvents: async (after, limit) => eventsAfter(after, limit),
    newestSeq: async () => lastSeq(),
    async why(worker) {
      const reader = openJournalReader({ projectDir: directory })
      try {
        const explanation = explainWorker(reader, { project: name, worker })
        const plain = { ...io, env: { ...io.env, NO_COLOR: '1' }, stdout: { ...io.stdout, isTerminal: false, size: () => null } }
        const style = { io: plain, long: true, people: NOBODY, open: openMattersOf(directory, worker) }
        return renderExplanation(explanation, style).trimEnd().split('\n')
      } finally {
        reader.close()
      }
    },
    async brief(worker) {
      const queued = journal(reader =>
        findLast(reader, event => event.kind === 'message.queued' && event.worker === worker && event.messageKind === 'brief'),
      )
      return queued?.kind === 'message.queued' ? readKeptText(directory, queued.message) : null
    },
    async changes(worker) {
      const { worktree, since } = changesOf(place, worker)
      const { text, isCut } = await readPatch({ worktree, since, env: io.env }, MAX_PATCH_CHARS)
      return { worker, base: since, patch: text, digest: createHash('sha256').update(text).digest('hex'), isCut }
    },
    openTerminal: order => openWorkerTerminal(place, io, order),
    async land() {
      refuseAgents(place, 'land', io)
      return landProject(place, { env: io.env, push: false })
    },
  }
}

/** Keeps the journal open between two readings. Returns null if no journal can be read. */
function keepJournal(projectDir: string): <Found>(read: (reader: JournalReader) => Found) => Found | null {
  let reader: JournalReader | null = null
  return read => {
    try {
      reader ??= openJournalReader({ projectDir })
      return read(reader)
    } catch {
      reader?.close()
      reader = null
      return null
    }
  }
}
