import type { TaskId } from '../../src/core/model/ids.ts'
import type { Meeting } from './meetings.ts'

/** What a tree holds of one task, as its worker left it. */
export interface Part {
  readonly task: TaskId
  /** Of two states of one task the higher number is the newer. */
  readonly version: number
  readonly right: number
  readonly wrong: number
  readonly faults: number
  readonly blindFaults: number
  /** Number of paths outside the task's own. */
  readonly outside: number
  /** Names of its paths besides the places where it meets others. */
  readonly files: ReadonlySet<string>
  /** The places that it came to, by the meeting's id. */
  readonly places: ReadonlySet<string>
  /** The peer's task that its wrong steps did; null: nobody's. */
  readonly instead: TaskId | null
}

/** What an agent's merge did to the work at a place. */
export interface Damage {
  readonly meeting: Meeting
  /** The task whose lines are gone, or whose work does not work any more. */
  readonly task: TaskId
  readonly kind: 'lost' | 'broken'
}

/** The content of one commit. */
export interface Tree {
  readonly parts: ReadonlyMap<TaskId, Part>
  /** Places where work that does not go together was made to: by the meeting's id. */
  readonly settled: ReadonlySet<string>
  /** By the meeting's id. */
  readonly damage: ReadonlyMap<string, Damage>
}

export const EMPTY_TREE: Tree = { parts: new Map(), settled: new Set(), damage: new Map() }

/** Whether the work of a task at a place is in the tree. */
export function isAt(tree: Tree, task: TaskId, { id }: Meeting): boolean {
  return tree.parts.get(task)?.places.has(id) ?? false
}

/** Whether both tasks of a meeting came to the place in this tree. */
export function hasBoth(tree: Tree, meeting: Meeting): boolean {
  return meeting.tasks.every(task => isAt(tree, task, meeting))
}

/** The places at which git cannot merge two trees: each side has what only one of the tasks did there. */
export function conflictsOf(ours: Tree, theirs: Tree, meetings: readonly Meeting[]): readonly Meeting[] {
  // What one side took back since counts as taken back.
  const both = unite(ours, theirs)
  return meetings.filter(meeting => {
    if (meeting.kind !== 'conflict' && meeting.kind !== 'addition') return false
    return hasBoth(both, meeting) && !hasBoth(ours, meeting) && !hasBoth(theirs, meeting)
  })
}

/** All that two trees hold, each task in its newest state. */
export function unite(ours: Tree, theirs: Tree): Tree {
  const parts = new Map(ours.parts)
  for (const [task, part] of theirs.parts) if ((parts.get(task)?.version ?? -1) < part.version) parts.set(task, part)
  const settled = new Set([...ours.settled, ...theirs.settled])
  // What one side mended since is not broken again.
  const damage = [...ours.damage, ...theirs.damage].filter(([id]) => !settled.has(id))
  return { parts, settled, damage: new Map(damage) }
}

export function withPart(tree: Tree, part: Part): Tree {
  return { ...tree, parts: new Map(tree.parts).set(part.task, part) }
}

/** Makes the work at a place go together. */
export function settle(tree: Tree, { id }: Meeting): Tree {
  const damage = new Map(tree.damage)
  damage.delete(id)
  return { ...tree, damage, settled: new Set([...tree.settled, id]) }
}

export function harm(tree: Tree, harmed: Damage): Tree {
  return { ...tree, damage: new Map(tree.damage).set(harmed.meeting.id, harmed) }
}
