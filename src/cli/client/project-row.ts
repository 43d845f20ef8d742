import { gaveUpText } from '../../core/model/gave-up.ts'
import type { ProjectCzar, ProjectRow } from '../../core/views/project-row.ts'
import type { StatusView } from '../../core/views/status.ts'
import { countTasks } from '../../core/views/task-counts.ts'
import type { FleetLook } from './look-at-fleet.ts'
import type { ProjectLook } from './look-at-projects.ts'

/** The row of a project of this machine in the list of projects. */
export function projectRow(project: ProjectLook): ProjectRow {
  const { place, look, problem } = project
  const { name, directory, sockets } = place
  const known = { id: name, project: name, host: null, directory, socket: sockets.api, problem, needs: needsOf(project) }
  if (look === null) return { ...known, alive: false }
  return { ...known, ...figuresOf(look.view), alive: look.czar === 'alive', state: stateOf(look) }
}

/** The row of a project whose czar has just answered, from what is known of the project otherwise. */
export function rowOfView(known: ProjectRow, view: StatusView): ProjectRow {
  const needs = view.attention.map(({ text }) => text)
  return { ...known, ...figuresOf(view), alive: true, state: view.czar.state, needs }
}

function figuresOf({ counts, usage, attention, started_at, updated_at, workers, tasks, czar }: StatusView) {
  return {
    started_at,
    updated_at,
    heartbeat_at: czar.heartbeat_at,
    workers: Object.keys(workers).length,
    // Status files of earlier versions have no counts.
    counts: counts ?? countTasks(tasks),
    usage,
    attention,
  }
}

function needsOf({ look, problem }: ProjectLook): string[] {
  if (look === null || problem !== null) return problem === null ? [] : [problem]
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

function stateOf({ view, czar }: FleetLook): ProjectCzar {
  if (czar === 'alive') return view.czar.state
  if (czar === 'silent') return 'silent'
  return view.czar.state === 'finished' || view.czar.state === 'stopped' ? view.czar.state : 'gone'
}
