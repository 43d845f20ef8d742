import type { StatusView } from '../../core/views/status.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { lookAtSession } from './worker-session.ts'

type Matter = StatusView['attention'][number]

/** The attention item that a person should see to next. */
export interface Next {
  readonly matter: Matter
  /** The worker in whose terminal the item can be settled. It is null if no terminal helps. */
  readonly worker: string | null
  readonly place: ProjectPlace
}

/**
 * Finds the oldest open item of a worker whose session runs. If there is none, finds the oldest item of all. Returns null if no item is
 * open.
 */
export async function findNext(projects: readonly { readonly view: StatusView; readonly place: ProjectPlace }[]): Promise<Next | null> {
  const open = projects.flatMap(({ view, place }) => view.attention.map(matter => ({ matter, view, place })))
  const matters = open.toSorted((left, right) => left.matter.since.localeCompare(right.matter.since))
  for (const { matter, view, place } of matters) {
    const { worker } = matter
    const session = worker !== null && Object.hasOwn(view.workers, worker) ? view.workers[worker]?.session : undefined
    if (worker === null || session === undefined) continue
    if ((await lookAtSession(place.sockets.tmux, session)).id !== null) return { matter, worker, place }
  }
  const [oldest] = matters
  return oldest === undefined ? null : { matter: oldest.matter, worker: null, place: oldest.place }
}
