import { HEALTH_LOOKS } from '../../../core/model/health.ts'
import { commonName } from '../../text/common-name.ts'
import { costText } from '../../text/cost-text.ts'
import { durationText } from '../../text/moments.ts'
import { pullRequestText } from '../../text/pull-request-text.ts'
import { steadyText } from '../../text/steady-text.ts'
import { type Segment, segment } from '../lines/line.ts'
import type { WorkerRow } from '../lines/rows.ts'

/** How wide a column of a table may be, and which columns are left out first. */
export interface ColumnRoom {
  /** The smallest and the largest width, in columns of the terminal. If there is no room for `min`, the column is left out. */
  readonly min: number
  readonly max: number
  /** A width that is enough as long as other columns have no room at all. If it is absent, `max` is used. */
  readonly comfort?: number
  /** Decides which columns are left out first. The column with rank 1 stays longest. */
  readonly rank: number
  /** Whether the column is shown even if it is empty for every worker. */
  readonly isAlwaysShown?: boolean
}

export interface Column extends ColumnRoom {
  readonly title: string
  readonly align: 'left' | 'right'
  /** Whether the column is left out if it is the same for every worker. */
  readonly isForDifference?: boolean
  /** Whether the column's text changes with the time, even if the worker does not change. */
  readonly isDated?: boolean
  readonly show: (row: WorkerRow, now: number) => Segment
}

/** The columns from left to right. */
export const COLUMNS: readonly Column[] = [
  {
    title: 'WORKER',
    min: 6,
    max: 20,
    rank: 1,
    isAlwaysShown: true,
    align: 'left',
    show: ([id, { parent }]) => segment(parent === null ? id : `└ ${id}`, 'strong'),
  },
  { title: 'HEALTH', ...fixed(8, 1), show: ([, { health }]) => segment(health, HEALTH_LOOKS[health].tone) },
  {
    title: 'FOR',
    ...{ min: 3, max: 7, rank: 2, isAlwaysShown: true, isDated: true, align: 'right' },
    show: ([, { since }], now) => segment(durationText(now - Date.parse(since)), 'faint'),
  },
  { title: 'TASK', min: 6, max: 24, rank: 4, isAlwaysShown: true, align: 'left', show: row => taskCell(row) },
  { title: 'DONE', min: 4, max: 7, rank: 5, align: 'right', show: ([, { progress }]) => segment(progressText(progress)) },
  { title: 'GIT', min: 4, max: 9, rank: 6, align: 'left', show: ([, { ahead, behind }]) => segment(distanceText(ahead, behind)) },
  { title: 'FILES', min: 5, max: 8, rank: 7, align: 'right', show: ([, { files, dirty }]) => segment(filesText(files.length, dirty)) },
  { title: 'CONTEXT', min: 7, max: 7, rank: 8, align: 'right', show: ([, { usage }]) => contextCell(usage.context) },
  { title: 'COST', min: 6, max: 8, rank: 9, align: 'right', show: ([, { usage }]) => segment(costText(usage)) },
  {
    title: 'TURNS',
    min: 5,
    max: 7,
    rank: 18,
    align: 'right',
    show: ([, { usage }]) => segment(usage.turns === 0 ? '' : String(usage.turns)),
  },
  { title: 'PR', min: 5, max: 8, rank: 10, align: 'right', show: ([, worker]) => segment(pullRequestText(worker)) },
  { title: 'NOW', min: 24, comfort: 44, max: 80, rank: 3, isAlwaysShown: true, align: 'left', show: row => nowCell(row) },
  { title: 'IN COMMON', min: 12, max: 30, rank: 11, align: 'left', show: row => commonCell(row) },
  { title: 'WAITS FOR', min: 9, max: 20, rank: 13, align: 'left', show: ([, { waiting_for }]) => segment(waiting_for.join(' '), 'busy') },
  { title: 'UNBLOCKS', min: 8, max: 20, rank: 14, align: 'left', show: ([, { unblocks }]) => segment(unblocks.join(' '), 'faint') },
  {
    title: 'LAST COMMIT',
    ...{ min: 16, max: 60, rank: 15, isDated: true, align: 'left' },
    show: ([, worker], now) => segment(commitText(worker, now), 'faint'),
  },
  { title: 'BRANCH', min: 10, max: 30, rank: 16, align: 'left', show: ([, { branch }]) => segment(steadyText(branch)) },
  { title: 'AGENT', min: 6, max: 12, rank: 17, isForDifference: true, align: 'left', show: ([, { agent }]) => segment(agent, 'faint') },
]

/** For each other worker, the worst thing that the two workers have in common, such as `same api, conflict web, overlap docs`. */
function commonCell([, { in_common }]: WorkerRow): Segment {
  const text = in_common.map(found => `${found.fact === 'unknown' ? 'unclear' : found.fact} ${commonName(found)}`).join(', ')
  return segment(text, in_common.some(({ fact }) => fact === 'conflict') ? 'bad' : 'warn')
}

function fixed(width: number, rank: number) {
  return { min: width, max: width, rank, isAlwaysShown: true, align: 'left' as const }
}

function taskCell([, { assignment }]: WorkerRow): Segment {
  if (assignment === null) return segment('-', 'faint')
  const { task, stage, kind, state, attempts } = assignment
  // Tries are counted only for rejected work. A task that came back from the merged tree was not rejected.
  const again = state === 'rework' && attempts > 0 ? ` x${attempts}` : ''
  return segment(`${kind === 'bonus' ? '+' : ''}${stage ?? task}${again}`, state === 'rework' ? 'warn' : 'plain')
}

function progressText(progress: WorkerRow[1]['progress']): string {
  return progress?.done == null ? '' : `${progress.done}/${progress.total ?? '?'}`
}

function distanceText(ahead: number, behind: number): string {
  return [ahead > 0 ? `+${ahead}` : '', behind > 0 ? `-${behind}` : ''].filter(Boolean).join(' ')
}

function filesText(files: number, dirty: number): string {
  return files === 0 && dirty === 0 ? '' : `${files}${dirty > 0 ? ` ~${dirty}` : ''}`
}

/**
 * The most important thing about a worker: an item that needs a person, or else czar's view of the worker, or else the worker's own report.
 */
function nowCell([, { attention, health, progress, reason, paused }]: WorkerRow): Segment {
  if (attention !== null) return segment(steadyText(attention), 'bad')
  if (paused) return segment('paused: the czar does not act on it', 'warn')
  if (health === 'working' && progress !== null && progress.now !== '') return segment(steadyText(progress.now))
  return segment(steadyText(reason), health === 'done' ? 'faint' : 'plain')
}

/**
 * How full the agent's context is. From one share on it is marked, because agents begin to forget when more than half of their context
 * window is full.
 */
function contextCell(context: number | null): Segment {
  if (context === null) return segment('')
  return segment(`${Math.round(context * 100)} %`, context < 0.5 ? 'plain' : 'warn')
}

function commitText({ last_commit }: WorkerRow[1], now: number): string {
  if (last_commit === null) return ''
  return `${durationText(now - Date.parse(last_commit.at))} ${steadyText(last_commit.subject)}`
}
