import type { Journaled } from '../../core/events/event.ts'
import type { HostRow, ProjectRow } from '../../core/views/project-row.ts'
import type { ScreenView } from '../../core/views/screen.ts'
import type { StatusPatch, StatusView } from '../../core/views/status.ts'

// What the server of `czar web` and its page send each other, as JSON.

/** What a page asks to be shown. `seq` is the number of the last event that it has of the project, or null. */
export interface LiveWish {
  readonly project: string | null
  readonly worker: string | null
  readonly seq: number | null
}

/** The newest events that a page keeps. A page that has older ones gets these in their place, so that none between is missing. */
export const PAGE_EVENTS = 1_000

/** How often the server says something, also if nothing has changed. A page that hears nothing for longer opens a new connection. */
export const ALIVE_EVERY_MS = 15_000

/** A text to the page over the live connection. alive: nothing has changed. `project` is the project's id in its row. Of a screen, null means that the worker's last session has ended. */
export type LiveText =
  | { readonly event: 'projects'; readonly data: readonly ProjectRow[]; readonly hosts: readonly HostRow[] }
  | { readonly event: 'alive' }
  | { readonly event: 'unknown'; readonly project: string }
  | { readonly event: 'state'; readonly project: string; readonly data: StatusView }
  | { readonly event: 'patch'; readonly project: string; readonly data: StatusPatch }
  | { readonly event: 'journal'; readonly project: string; readonly data: readonly Journaled[] }
  | { readonly event: 'screen'; readonly project: string; readonly worker: string | null; readonly data: ScreenView | null }

/** What a page with a terminal asks for. The first order opens the terminal. */
export type TerminalWish =
  | { readonly project: string; readonly worker: string }
  /** Whether the page's keys are to go to the worker. */
  | { readonly take: boolean }
  | { readonly keys: string }

/** A text to a page with a terminal. Everything between two texts is output, as bytes. */
export type TerminalText =
  /** The output after this text begins with an empty screen. */
  | { readonly event: 'begin'; readonly canType: boolean; readonly mayTake: boolean }
  | { readonly event: 'refused'; readonly message: string }
  | { readonly event: 'end'; readonly message: string }

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

/** What happened in one hour. */
export interface MetricsHour {
  /** The beginning of the hour, in ms since the epoch. */
  readonly at: number
  readonly proven: number
  readonly rejected: number
  /** Known cost in US dollars. */
  readonly usd: number
  readonly tokens: number
}

export interface ProjectMetrics {
  readonly hours: readonly MetricsHour[]
  /** Tasks whose first check proved them, of all tasks that were checked. */
  readonly right_at_first: number
  readonly checked: number
}
