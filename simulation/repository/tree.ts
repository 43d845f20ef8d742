import type { TaskId } from '../../src/core/model/ids.ts'
import type { Meeting } from './meetings.ts'

/** The work on one task in a tree, as its worker left it. */
export interface Part {
  readonly task: TaskId
  /** The number of this state of the task's work. A higher number is a newer state. */
  readonly version: number
  readonly right: number
  readonly wrong: number
  readonly faults: number
  readonly blindFaults: number
  /** How many of the changed paths are outside the task's territory. */
  readonly outside: number
  /** The paths of the task's own files, without the places where it meets other tasks. */
  readonly files: ReadonlySet<string>
  /** The places that the work has reached, by the meeting's id. */
  readonly places: ReadonlySet<string>
  /** The other worker's task that the wrong steps of this task did. Null: they did no other task. */
  readonly instead: TaskId | null
}

/** What an agent's merge damaged at a place. */
export interface Damage {
  readonly meeting: Meeting
  /** The task whose lines are lost or whose work is broken. */
  readonly task: TaskId
  readonly kind: 'lost' | 'broken'
}

/** The content of one commit. */
export interface Tree {
  readonly parts: ReadonlyMap<TaskId, Part>
  /** The places where work that did not fit together was repaired, by the meeting's id. */
  readonly settled: ReadonlySet<string>
  /** The damage that merges did, by the meeting's id. */
  readonly damage: ReadonlyMap<string, Damage>
}

export const EMPTY_TREE: Tree = { parts: new Map(), settled: new Set(), damage: new Map() }

/** Whether the tree contains a task's work at a place. */
export function isAt(tree: Tree, task: TaskId, { id }: Meeting): boolean {
  return tree.parts.get(task)?.places.has(id) ?? false
}

/** Whether the tree contains the work of both tasks of a meeting at their place. */
export function hasBoth(tree: Tree, meeting: Meeting): boolean {
  return meeting.tasks.every(task => isAt(tree, task, meeting))
}

/** The places where git cannot merge two trees, because each tree has the work of only one of the two tasks. */
export function conflictsOf(ours: Tree, theirs: Tree, meetings: readonly Meeting[]): readonly Meeting[] {
  // A step that one of the trees has undone counts as undone.
  const both = unite(ours, theirs)
  return meetings.filter(meeting => {
    if (meeting.kind !== 'conflict' && meeting.kind !== 'addition') return false
    return hasBoth(both, meeting) && !hasBoth(ours, meeting) && !hasBoth(theirs, meeting)
  })
}

/** Everything that two trees contain, each task in its newest state. */
export function unite(ours: Tree, theirs: Tree): Tree {
  const parts = new Map(ours.parts)
  for (const [task, part] of theirs.parts) if ((parts.get(task)?.version ?? -1) < part.version) parts.set(task, part)
  const settled = new Set([...ours.settled, ...theirs.settled])
  // A place that one of the trees has repaired stays repaired after the merge.
  const damage = [...ours.damage, ...theirs.damage].filter(([id]) => !settled.has(id))
  return { parts, settled, damage: new Map(damage) }
}

export function withPart(tree: Tree, part: Part): Tree {
  return { ...tree, parts: new Map(tree.parts).set(part.task, part) }
}

/** Repairs a place, so that the work of both tasks fits together. */
export function settle(tree: Tree, { id }: Meeting): Tree {
  const damage = new Map(tree.damage)
  damage.delete(id)
  return { ...tree, damage, settled: new Set([...tree.settled, id]) }
}

export function harm(tree: Tree, harmed: Damage): Tree {
  return { ...tree, damage: new Map(tree.damage).set(harmed.meeting.id, harmed) }
}
