import type { Event } from '../../core/events/event.ts'
import type { GaveUp } from '../../core/model/gave-up.ts'
import type { TaskId } from '../../core/model/ids.ts'
import type { Project } from '../../core/model/project.ts'
import type { Starved } from '../../core/model/starved.ts'
import type { State } from '../../core/state/types/state.ts'

/** Facts that a czar knows at its start and that the journal may lack. */
export interface Opening {
  /** The state before this czar, folded from the journal. */
  readonly initial: State
  readonly identity: { readonly epoch: number; readonly pid: number; readonly host: string; readonly version: string }
  /** The last watchdog's record that it gave up the previous czar, if the journal lacks it. */
  readonly gaveUp: GaveUp | null
  /** A watchdog's record of a czar that it ended. */
  readonly starved: Starved | null
  /** Set when a person accepts a journal that was cut. */
  readonly cut?: Extract<Event, { kind: 'journal.cut' }> | null
  /** Hash of a project file that changed since the launch and was not read; null: it was read. */
  readonly unread?: string | null
  /** Finished tasks that a person wants to start again. */
  readonly again?: readonly string[]
}

/** The first events of a czar. */
export function openingEvents(opening: Opening, { project, now }: { readonly project: Project; readonly now: number }): readonly Event[] {
  return [
    { kind: 'czar.started', ...opening.identity },
    ...abandonment(opening.gaveUp, now),
    ...starvation(opening.starved),
    ...(opening.cut == null ? [] : [opening.cut]),
    ...unreadFile(opening, project),
    ...projectNews(opening.initial, project),
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

/** The project file as it is now, unless the journal already has it. */
function projectNews(known: State, project: Project): readonly Event[] {
  return JSON.stringify(known.project) === JSON.stringify(project) ? [] : [{ kind: 'project.loaded', project }]
}
