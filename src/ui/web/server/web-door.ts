import type { ApiClient } from '../../../api/client.ts'
import type { Journaled } from '../../../core/events/event.ts'
import type { StatusView } from '../../../core/views/status.ts'

/** One row of the list of projects, as `czar projects --json` prints it. */
export interface ProjectRow {
  readonly project: string
  /** Whether a czar of this project answers. */
  readonly alive: boolean
  /** Why nothing is known about the project, or null. */
  readonly problem: string | null
  /** What needs a person, in words. */
  readonly needs: readonly string[]
  readonly state?: string
  readonly updated_at?: string
  readonly counts?: StatusView['counts']
  readonly usage?: StatusView['usage']
}

/** What is known about a project whose czar does not answer. */
export interface SilentProject {
  readonly row: ProjectRow
  /** The fleet as its czar wrote it last. Null: there is no status file that can be read. */
  readonly view: StatusView | null
}

/** The changes of a worker's worktree since its start, committed or not, as git's unified diff. */
export interface WorkerChanges {
  readonly worker: string
  readonly base: string
  readonly patch: string
  /** A digest of the patch. A review names the digest of the changes that it is about. */
  readonly digest: string
  /** Whether the end of the patch is missing, because it is too long. */
  readonly isCut: boolean
}

/** What the page may ask of one project. */
export interface ProjectDoor {
  readonly name: string
  readonly client: Pick<ApiClient, 'watch' | 'watchScreen' | 'perform'>
  /** Looks at the project when no czar answers. Never rejects. */
  readonly lookSilent: () => Promise<SilentProject>
  readonly rowOf: (view: StatusView) => ProjectRow
  /** At most `limit` events with a greater number than `after`, from the journal. Empty if there is no journal. */
  readonly eventsAfter: (after: number, limit: number) => readonly Journaled[]
  readonly lastSeq: () => number
  /** The lines of `czar why --long`. */
  readonly why: (worker: string) => Promise<readonly string[]>
  /** The text that czar last pasted to the worker as its task. Null: it has got none yet. */
  readonly brief: (worker: string) => Promise<string | null>
  readonly changes: (worker: string) => Promise<WorkerChanges>
  /** Does what `czar land` does. Returns its lines. */
  readonly land: () => Promise<readonly string[]>
}

/** What the page may ask of this machine. The command line implements it. */
export interface WebDoor {
  readonly version: string
  readonly listProjects: () => Promise<readonly string[]>
  /** Opens a project from the list. */
  readonly open: (name: string) => ProjectDoor
}
