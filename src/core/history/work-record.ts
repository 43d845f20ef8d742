/**
 * One worker's work on one task, for the history of this machine. If several workers had the task, there is a record for each of them. It
 * is plain JSON, and its times are in ms since the epoch.
 */
export interface WorkRecord {
  readonly project: string
  /** The address or the path of the repository, without user names and passwords. */
  readonly repository: string
  /** When the project was first launched. With the project and the assignment it identifies the record. */
  readonly launchedAt: number
  readonly assignment: string
  readonly task: string
  readonly kind: 'primary' | 'bonus'
  readonly worker: string
  /** The name of the agent's profile. */
  readonly agent: string
  /** The model that the file names, or null if the program used its default. */
  readonly model: string | null
  readonly role: string | null
  readonly owns: readonly string[]
  /** How long the text of the task is, in UTF-16 units. */
  readonly textLength: number
  readonly result: WorkResult
  /** How many claims were checked to an end. */
  readonly claims: number
  /** Whether the first of these claims was verified, or null if there was none. */
  readonly rightFirst: boolean | null
  /** Why the last few claims were rejected, or why the worker lost the task. */
  readonly sentBack: readonly string[]
  readonly startedAt: number
  readonly endedAt: number | null
  /** How long the worker's agents ran between these two moments. */
  readonly workedMs: number | null
  /** What the worker used from this assignment until its next one. The values are null if they are unknown. */
  readonly usd: number | null
  readonly tokens: number | null
}

/**
 * How the work ended. returned: the worker lost the task, or gave it back. open: it has not ended. copied: the work of another task proved
 * this one.
 */
export const WORK_RESULTS = ['proven', 'failed', 'returned', 'dropped', 'copied', 'open'] as const
export type WorkResult = (typeof WORK_RESULTS)[number]
