import type { Event } from '../../core/events/event.ts'
import type { RepositoryFact } from '../../core/model/facts/repository-fact.ts'
import type { GaveUp } from '../../core/model/gave-up.ts'
import type { TaskId } from '../../core/model/ids.ts'
import type { Project } from '../../core/model/project.ts'
import type { Starved } from '../../core/model/starved.ts'
import { fileProject } from '../../core/state/facts/file-project.ts'
import type { State } from '../../core/state/types/state.ts'

/** Facts that czar knows when it starts, and that may be missing from the journal. */
export interface Opening {
  /** The state as the journal tells it, before czar's own first event. */
  readonly initial: State
  readonly identity: { readonly epoch: number; readonly pid: number; readonly host: string; readonly version: string }
  /** The watchdog's note that it no longer restarts the previous czar, if the journal does not have it. null: there is no such note. */
  readonly gaveUp: GaveUp | null
  /** The watchdog's note that it killed a czar because that czar gave no sign of life. null: there is no such note. */
  readonly starved: Starved | null
  /** Set if a person accepts a journal that was cut off before a damaged part. */
  readonly cut?: Extract<Event, { kind: 'journal.cut' }> | null
  /** Hash of a project file that changed since the launch and that czar did not read. null: czar has read the file. */
  readonly unread?: string | null
  /** Finished tasks that a person wants to have done again. */
  readonly again?: readonly string[]
  /** The repository facts from the history of this machine. */
  readonly facts?: readonly RepositoryFact[]
}

/** The first events that czar writes after its start. */
export function openingEvents(opening: Opening, { project, now }: { readonly project: Project; readonly now: number }): readonly Event[] {
  return [
    { kind: 'czar.started', ...opening.identity },
    ...abandonment(opening.gaveUp, now),
    ...starvation(opening.starved),
    ...(opening.cut == null ? [] : [opening.cut]),
    ...unreadFile(opening, project),
    ...projectNews(opening.initial, project),
    ...factNews(opening.initial, opening.facts ?? []),
    ...(opening.again ?? []).map((task): Event => ({ kind: 'task.renewed', task: task as TaskId })),
  ]
}

function abandonment(gaveUp: GaveUp | null, now: number): readonly Event[] {
  if (gaveUp === null) return []
  const { at, ends, hasFailed } = gaveUp
  return [{ kind: 'czar.abandoned', ends, hasFailed, forMs: Math.max(0, now - at) }]
}

function starvation(starved: Starved | null): readonly Event[] {
  return starved?.isEnded === true ? [{ kind: 'czar.starved', seconds: starved.seconds }] : []
}

function unreadFile({ unread = null, initial }: Opening, { file }: Project): readonly Event[] {
  return unread === null || unread === initial.unreadFile ? [] : [{ kind: 'project.kept', file, digest: unread }]
}

/** The events about the project file as it is now. Empty if the journal already has this file. */
function projectNews(known: State, project: Project): readonly Event[] {
  const before = known.project === null ? null : fileProject(known.project)
  return JSON.stringify(before) === JSON.stringify(project) ? [] : [{ kind: 'project.loaded', project }]
}

/** The event with the repository facts. Empty if the journal already has the same. */
export function factNews({ repositoryFacts = [] }: State, facts: readonly RepositoryFact[]): readonly Event[] {
  return JSON.stringify(repositoryFacts) === JSON.stringify(facts) ? [] : [{ kind: 'facts.known', facts }]
}
