import { plainText } from '../../core/text/plain-text.ts'
import type { ProjectCzar, ProjectList, ProjectRow } from '../../core/views/project-row.ts'
import { verifiedText } from '../../core/views/task-counts.ts'
import { costText } from '../../ui/text/cost-text.ts'
import { durationText } from '../../ui/text/moments.ts'
import type { Colour, Paint } from './paint.ts'
import { renderTable, type TextColumn } from './table.ts'

export interface ProjectsStyle {
  readonly now: number
  /** Columns of the terminal. If it is null, the table is as wide as its texts need. */
  readonly width: number | null
  readonly paint: Paint
}

/** A table with one row for each project. Below it are the items that need a person. */
export function renderProjects({ projects, hosts }: Pick<ProjectList, 'projects' | 'hosts'>, style: ProjectsStyle): string {
  const table = projects.length === 0 ? 'no project yet: `czar launch FILE` starts one\n' : renderTable(columns(style), projects, style)
  const unreached = hosts.flatMap(({ problem }) => problem ?? [])
  const needs = [...projects.flatMap(({ id, needs }) => needs.map(text => `${id}: ${text}`)), ...unreached]
  if (needs.length === 0) return table
  const lines = needs.map(text => `${style.paint('red', plainText(text, 500))}\n`).join('')
  const first = projects.find(project => project.needs.length > 0)
  const next = first === undefined ? '' : `  next: ${firstStep(first)}\n`
  return `${table}\nNEEDS A PERSON\n${lines}${next}`
}

function firstStep({ id, project, host }: ProjectRow): string {
  return host === null ? `czar status -p ${project}` : `czar dashboard -p ${id}`
}

const COLOURS = {
  starting: 'cyan',
  supervising: 'green',
  stopping: 'cyan',
  finished: 'dim',
  stopped: 'dim',
  gone: 'red',
  silent: 'red',
} satisfies Record<ProjectCzar, Colour>

function columns({ now }: ProjectsStyle): readonly TextColumn<ProjectRow>[] {
  return [
    { title: 'PROJECT', cell: ({ id }) => id },
    { title: 'CZAR', cell: ({ state }) => state ?? 'unknown', colour: ({ state }) => (state === undefined ? 'red' : COLOURS[state]) },
    { title: 'NEEDS YOU', cell: ({ needs }) => String(needs.length || ''), colour: () => 'red', align: 'right' },
    { title: 'WORKERS', cell: ({ workers }) => String(workers ?? ''), align: 'right' },
    { title: 'TASKS', cell: ({ counts }) => (counts == null ? '' : verifiedText(counts)) },
    { title: 'COST', cell: ({ usage }) => (usage === undefined ? '' : costText(usage)), align: 'right' },
    {
      title: 'HEARTBEAT',
      cell: ({ heartbeat_at: at }) => (at === undefined ? '' : `${durationText(now - Date.parse(at))} ago`),
      align: 'right',
    },
  ]
}
