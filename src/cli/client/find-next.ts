import type { ProjectRow } from '../../core/views/project-row.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { lookAtSession } from './worker-session.ts'

type Matter = StatusView['attention'][number]

/** The attention item that a person should settle next. */
export interface Next {
  readonly matter: Matter
  /** The worker in whose terminal the item can be settled. It is null if no terminal helps. */
  readonly worker: string | null
  /** The project of this machine, or null. */
  readonly place: ProjectPlace | null
  /** The project of another machine, or null. */
  readonly row: ProjectRow | null
}

export interface OpenProjects {
  readonly here: readonly { readonly view: StatusView; readonly place: ProjectPlace }[]
  /** Projects of other machines. Czar cannot see their terminals, so it treats each worker as one that has a terminal. */
  readonly elsewhere: readonly ProjectRow[]
}

/**
 * Finds the oldest open item of a worker whose session runs. If there is none, finds the oldest item of all. Returns null if no item is
 * open.
 */
export async function findNext({ here, elsewhere }: OpenProjects): Promise<Next | null> {
  const open = [
    ...here.flatMap(({ view, place }) => view.attention.map(matter => ({ matter, view, place, row: null }))),
    ...elsewhere.flatMap(row => (row.attention ?? []).map(matter => ({ matter, view: null, place: null, row }))),
  ]
  const matters = open.toSorted((left, right) => left.matter.since.localeCompare(right.matter.since))
  for (const { matter, view, place, row } of matters) {
    const { worker } = matter
    if (worker === null) continue
    if (view === null) return { matter, worker, place, row }
    const session = Object.hasOwn(view.workers, worker) ? view.workers[worker]?.session : undefined
    if (session !== undefined && (await lookAtSession(place.sockets.tmux, session)).id !== null) return { matter, worker, place, row }
  }
  const [oldest] = matters
  return oldest === undefined ? null : { matter: oldest.matter, worker: null, place: oldest.place, row: oldest.row }
}
