import type { ProjectCzar, ProjectRow } from '../../core/views/project-row.ts'
import { type Segment, segment, type Tone } from '../dashboard/lines/line.ts'
import type { ColumnRoom } from '../dashboard/table/columns.ts'
import { costText } from '../text/cost-text.ts'
import { steadyText } from '../text/steady-text.ts'

export interface OverviewColumn extends ColumnRoom {
  readonly title: string
  readonly align: 'left' | 'right'
  readonly show: (row: ProjectRow) => Segment
}

const TONES = {
  starting: 'busy',
  supervising: 'good',
  stopping: 'busy',
  finished: 'faint',
  stopped: 'faint',
  gone: 'bad',
  silent: 'bad',
} satisfies Record<ProjectCzar, Tone>

/** The columns from left to right. */
export const OVERVIEW_COLUMNS: readonly OverviewColumn[] = [
  {
    title: 'PROJECT',
    min: 7,
    max: 40,
    comfort: 24,
    rank: 1,
    isAlwaysShown: true,
    align: 'left',
    show: ({ project }) => segment(project, 'strong'),
  },
  { title: 'HOST', min: 6, max: 24, rank: 4, align: 'left', show: ({ host }) => segment(host ?? '') },
  { title: 'CZAR', min: 11, max: 11, rank: 2, isAlwaysShown: true, align: 'left', show: czarCell },
  {
    title: 'NEEDS YOU',
    ...{ min: 9, max: 9, rank: 3, isAlwaysShown: true, align: 'right' },
    show: ({ needs }) => segment(String(needs.length || ''), 'bad'),
  },
  { title: 'TASKS', min: 7, max: 12, rank: 5, isAlwaysShown: true, align: 'right', show: tasksCell },
  { title: 'COST', min: 6, max: 10, rank: 6, align: 'right', show: ({ usage }) => segment(usage === undefined ? '' : costText(usage)) },
  { title: 'WORKERS', min: 7, max: 7, rank: 8, align: 'right', show: ({ workers }) => segment(String(workers ?? '')) },
  { title: 'NOW', min: 16, comfort: 40, max: 200, rank: 7, align: 'left', show: nowCell },
]

function czarCell({ state }: ProjectRow): Segment {
  return state === undefined ? segment('unknown', 'bad') : segment(state, TONES[state])
}

function tasksCell({ counts }: ProjectRow): Segment {
  if (counts == null) return segment('')
  const { verified, wanted, failed } = counts
  return segment(`${verified}/${wanted}${failed > 0 ? ` -${failed}` : ''}`, failed > 0 ? 'bad' : verified === wanted ? 'good' : 'plain')
}

/** What needs a person, and the reason why nothing is known. If several matters need a person, the first is shown. */
function nowCell({ needs }: ProjectRow): Segment {
  return segment(steadyText(needs[0] ?? '', 400), 'bad')
}
