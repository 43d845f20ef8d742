import type { Journaled } from '../../core/events/event.ts'
import type { HostRow, ProjectRow } from '../../core/views/project-row.ts'
import type { ScreenView } from '../../core/views/screen.ts'
import type { StatusPatch, StatusView } from '../../core/views/status.ts'

// The messages in JSON between the server of `czar web` and its page.

/** What a page asks to see. `seq` is the number of the last event of the project that the page has. Null: it has none. */
export interface LiveWish {
  readonly project: string | null
  readonly worker: string | null
  readonly seq: number | null
}

/** The newest events that a page keeps. A page that has older ones gets these in their place, so that none between is missing. */
export const PAGE_EVENTS = 1_000

/** How often the server says something, also if nothing has changed. A page that hears nothing for longer opens a new connection. */
export const ALIVE_EVERY_MS = 15_000

/**
 * A message to the page over the live connection. `project` is the project's id. In a message with a screen, null means that the worker's
 * last session has ended. alive: nothing has changed.
 */
export type LiveText =
  | { readonly event: 'projects'; readonly data: readonly ProjectRow[]; readonly hosts: readonly HostRow[] }
  | { readonly event: 'alive' }
  | { readonly event: 'unknown'; readonly project: string }
  | { readonly event: 'state'; readonly project: string; readonly data: StatusView }
  | { readonly event: 'patch'; readonly project: string; readonly data: StatusPatch }
  | { readonly event: 'journal'; readonly project: string; readonly data: readonly Journaled[] }
  | { readonly event: 'screen'; readonly project: string; readonly worker: string | null; readonly data: ScreenView | null }

/** A message from a page with a terminal. The first message opens the terminal. */
export type TerminalWish =
  | { readonly project: string; readonly worker: string }
  /** Whether the page's keys are to go to the worker. */
  | { readonly take: boolean }
  | { readonly keys: string }

/** A message to a page with a terminal. Binary frames between two messages are the terminal's output. */
export type TerminalText =
  /** The screen is empty before the output that follows this message. */
  | { readonly event: 'begin'; readonly canType: boolean; readonly mayTake: boolean }
  | { readonly event: 'refused'; readonly message: string }
  | { readonly event: 'end'; readonly message: string }

/** The changes of a worker's worktree since its start, committed or not, as git's unified diff. */
export interface WorkerChanges {
  readonly worker: string
  readonly base: string
  readonly patch: string
  /** The digest of the patch. A review contains the digest of the changes that it is about. */
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
  /** How many of all checked tasks were proven at their first check. */
  readonly right_at_first: number
  readonly checked: number
}
