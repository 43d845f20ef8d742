import type { TaskId } from '../../src/core/model/ids.ts'
import type { Meeting } from './meetings.ts'

/** One task's part of a tree, as its worker left it. */
export interface Part {
  readonly task: TaskId
  /** Of two states of one task, the one with the higher number is newer. */
  readonly version: number
  readonly right: number
  readonly wrong: number
  readonly faults: number
  readonly blindFaults: number
  /** The number of changed paths outside the task's territory. */
  readonly outside: number
  /** The paths of its files, besides the places where it meets other tasks. */
  readonly files: ReadonlySet<string>
  /** The places that it has reached, by the meeting's id. */
  readonly places: ReadonlySet<string>
  /** The peer's task that its wrong steps did. Null: they did no peer's task. */
  readonly instead: TaskId | null
}

/** What an agent's merge did to the work at a place. */
export interface Damage {
  readonly meeting: Meeting
  /** The task whose lines are gone, or whose work is broken. */
  readonly task: TaskId
  readonly kind: 'lost' | 'broken'
}

/** The content of one commit. */
export interface Tree {
  readonly parts: ReadonlyMap<TaskId, Part>
  /** The places where clashing work was fixed, by the meeting's id. */
  readonly settled: ReadonlySet<string>
  /** The damage by merges, by the meeting's id. */
  readonly damage: ReadonlyMap<string, Damage>
}

export const EMPTY_TREE: Tree = { parts: new Map(), settled: new Set(), damage: new Map() }

/** Whether the tree has a task's work at a place. */
export function isAt(tree: Tree, task: TaskId, { id }: Meeting): boolean {
  return tree.parts.get(task)?.places.has(id) ?? false
}

/** Whether both tasks of a meeting have reached the place in this tree. */
export function hasBoth(tree: Tree, meeting: Meeting): boolean {
  return meeting.tasks.every(task => isAt(tree, task, meeting))
}

/** The places where git cannot merge two trees, because each side has the work of only one task. */
export function conflictsOf(ours: Tree, theirs: Tree, meetings: readonly Meeting[]): readonly Meeting[] {
  // What one side has undone counts as undone.
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
  // What one side has fixed does not break again.
  const damage = [...ours.damage, ...theirs.damage].filter(([id]) => !settled.has(id))
  return { parts, settled, damage: new Map(damage) }
}

export function withPart(tree: Tree, part: Part): Tree {
  return { ...tree, parts: new Map(tree.parts).set(part.task, part) }
}

/** Fixes a place so that the work of both tasks fits together. */
export function settle(tree: Tree, { id }: Meeting): Tree {
  const damage = new Map(tree.damage)
  damage.delete(id)
  return { ...tree, damage, settled: new Set([...tree.settled, id]) }
}

export function harm(tree: Tree, harmed: Damage): Tree {
  return { ...tree, damage: new Map(tree.damage).set(harmed.meeting.id, harmed) }
}
