import type { ApiClient } from '../../../api/client.ts'
import type { Journaled } from '../../../core/events/event.ts'
import type { HostRow, ProjectRow } from '../../../core/views/project-row.ts'
import type { StatusView } from '../../../core/views/status.ts'
import type { WorkerChanges } from '../wire.ts'

/** What is known about a project whose czar does not answer. */
export interface SilentProject {
  readonly row: ProjectRow
  /** The fleet as its czar wrote it last. Null: there is no status file that can be read. */
  readonly view: StatusView | null
}

/** How a page shows a worker's terminal. */
export interface TerminalOrder {
  readonly worker: string
  /** Whether the page's keys go to the worker. */
  readonly canType: boolean
  readonly onOutput: (bytes: Uint8Array) => void
  /** Called once, when the terminal is closed, also after `close`. */
  readonly onEnd: () => void
}

/** An open terminal of a worker. */
interface WorkerTerminal {
  write(keys: string): void
  /** Stops and continues the output. */
  pause(): void
  resume(): void
  close(): void
}

/** What the page may ask of one project. */
export interface ProjectDoor {
  /** The project's name in addresses of the page: its name, or `HOST:NAME` for another machine. */
  readonly name: string
  readonly client: Pick<ApiClient, 'watch' | 'watchScreen' | 'perform'>
  /** Looks at the project when no czar answers. Never rejects. */
  readonly lookSilent: () => Promise<SilentProject>
  /** The last known state of the project, for the time in which its czar does not answer. Never throws an error. */
  readonly lastSeen: () => SilentProject
  readonly rowOf: (view: StatusView) => ProjectRow
  /**
   * Returns at most `limit` events with a number greater than `after`, oldest first. Empty: there is no journal. For a project of another
   * machine, only the newest events are available.
   */
  readonly eventsAfter: (after: number, limit: number) => readonly Journaled[]
  readonly lastSeq: () => number
  /** Does the same as `eventsAfter` with the whole journal, also for another machine. */
  readonly readEvents: (after: number, limit: number) => Promise<readonly Journaled[]>
  /** The number of the newest event of the whole journal. */
  readonly newestSeq: () => Promise<number>
  /** The lines of `czar why --long`. */
  readonly why: (worker: string) => Promise<readonly string[]>
  /** The text of the task as czar last pasted it into the agent. Null: the worker has got no task yet. */
  readonly brief: (worker: string) => Promise<string | null>
  readonly changes: (worker: string) => Promise<WorkerChanges>
  /** Opens the terminal of a worker as `czar attach` does. Rejects if there is no terminal, or if an agent started this program. */
  readonly openTerminal: (order: TerminalOrder) => Promise<WorkerTerminal>
  /** Does what `czar land` does. Returns its lines. */
  readonly land: () => Promise<readonly string[]>
}

/** What the page may ask of this machine, and of others. The command line implements it. */
export interface WebDoor {
  readonly version: string
  readonly listProjects: () => Promise<readonly string[]>
  /** The other machines whose projects are listed. The same array means that nothing has changed. */
  readonly hosts: () => readonly HostRow[]
  /** Whether the project may be on a machine that has not answered yet. */
  readonly isAwaited: (name: string) => boolean
  /** Opens a project from the list. */
  readonly open: (name: string) => ProjectDoor
}
