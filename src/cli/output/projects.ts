import { gaveUpText } from '../../core/model/gave-up.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { reckon, verifiedText } from '../../core/views/reckoning.ts'
import { costText } from '../../ui/text/cost-text.ts'
import { durationText } from '../../ui/text/moments.ts'
import type { FleetLook } from '../client/look-at-fleet.ts'
import type { ProjectLook } from '../client/look-at-projects.ts'
import type { Colour, Paint } from './paint.ts'
import { renderTable, type TextColumn } from './table.ts'

export interface ProjectsStyle {
  readonly now: number
  /** Columns of the terminal. If it is null, the table is as wide as its texts need. */
  readonly width: number | null
  readonly paint: Paint
}

/** A table with one row for each project. Below it are the items that need a person. */
export function renderProjects(projects: readonly ProjectLook[], style: ProjectsStyle): string {
  if (projects.length === 0) return 'no project yet: `czar launch FILE` starts one\n'
  const needs = projects.flatMap(project => needsOf(project).map(text => `${project.place.name}: ${text}`))
  const lines = needs.map(text => `${style.paint('red', plainText(text, 500))}\n`).join('')
  const { name } = projects.find(project => needsOf(project).length > 0)?.place ?? { name: '' }
  const next = needs.length === 0 ? '' : `\nNEEDS A PERSON\n${lines}  next: czar status -p ${name}\n`
  return `${renderTable(columns(style), projects, style)}${next}`
}

/** The output of `czar projects --json`. */
export function projectsJson(projects: readonly ProjectLook[]): string {
  return `${JSON.stringify({ version: 1, projects: projects.map(projectRow) })}\n`
}

/** One row of the list of projects, for programs and for the web page. */
export function projectRow(project: ProjectLook) {
  const { place, look, problem } = project
  const { name, directory } = place
  const needs = needsOf(project)
  if (look === null) return { project: name, directory, alive: false, problem, needs }
  const { view, czar } = look
  const { counts, usage, attention, started_at, updated_at } = view
  const alive = czar === 'alive'
  return { project: name, directory, alive, problem, needs, state: stateOf(look), started_at, updated_at, counts, usage, attention }
}

/** Whether any of these projects needs a person. */
export function needPerson(projects: readonly ProjectLook[]): boolean {
  return projects.some(project => needsOf(project).length > 0)
}

function needsOf({ look, problem }: ProjectLook): readonly string[] {
  if (look === null || problem !== null) return [problem ?? '']
  const { view, gaveUp, shorter, stoppedPid } = look
  const isLeft = stateOf(look) === 'gone' && gaveUp === null && shorter == null
  return [
    ...(isLeft ? ['no czar is running, and its fleet is not over'] : []),
    ...(shorter == null ? [] : [shorter.message]),
    ...(gaveUp === null ? [] : [gaveUpText(gaveUp)]),
    ...(stoppedPid == null ? [] : [`the czar was stopped by a signal (pid ${stoppedPid})`]),
    ...view.attention.map(({ text }) => text),
  ]
}

type State = 'starting' | 'supervising' | 'stopping' | 'finished' | 'stopped' | 'gone' | 'silent'

/** The project's state in one word. `gone` means that no czar runs although the fleet is not finished. */
function stateOf({ view, czar }: FleetLook): State {
  if (czar === 'alive') return view.czar.state
  if (czar === 'silent') return 'silent'
  return view.czar.state === 'finished' || view.czar.state === 'stopped' ? view.czar.state : 'gone'
}

const COLOURS = {
  starting: 'cyan',
  supervising: 'green',
  stopping: 'cyan',
  finished: 'dim',
  stopped: 'dim',
  gone: 'red',
  silent: 'red',
} satisfies Record<State, Colour>

function columns({ now }: ProjectsStyle): readonly TextColumn<ProjectLook>[] {
  return [
    { title: 'PROJECT', cell: ({ place }) => place.name },
    {
      title: 'CZAR',
      cell: ({ look }) => (look === null ? 'unknown' : stateOf(look)),
      colour: ({ look }) => (look === null ? 'red' : COLOURS[stateOf(look)]),
    },
    { title: 'NEEDS YOU', cell: project => String(needsOf(project).length || ''), colour: () => 'red', align: 'right' },
    { title: 'WORKERS', cell: ({ look }) => (look === null ? '' : String(Object.keys(look.view.workers).length)), align: 'right' },
    { title: 'TASKS', cell: ({ look }) => (look === null ? '' : verifiedText(reckon(look.view.tasks))) },
    { title: 'COST', cell: ({ look }) => (look === null ? '' : costText(look.view.usage)), align: 'right' },
    {
      title: 'LAST WORD',
      cell: ({ look }) => (look === null ? '' : `${durationText(now - Date.parse(look.view.czar.heartbeat_at))} ago`),
      align: 'right',
    },
  ]
}
