import { pairsToCompare, type WorkPair } from '../../src/core/duplicates/works-to-compare.ts'
import type { DuplicateFact } from '../../src/core/events/duplicate-event.ts'
import type { Event, Journaled } from '../../src/core/events/event.ts'
import type { TaskId } from '../../src/core/model/ids.ts'
import { treeAt } from '../repository/repository.ts'
import { hasBoth, type Tree, unite } from '../repository/tree.ts'
import type { World } from '../world.ts'
import { createLook } from './look.ts'

const REST_MS = 1_000
const MOVES: ReadonlySet<string> = new Set(['git.observed', 'git.refs', 'verification.finished', 'assignment.created', 'worktree.switched'])

/**
 * Finds tasks with the same work among the pairs that czar's own rule selects. It finds as large a share of them as czar's comparison of
 * texts would.
 */
export function createDuplicateSensor(world: World): (event: Journaled) => void {
  const look = createLook(world, REST_MS, () => findDuplicate(world))
  return event => {
    if (isWanted(world) && MOVES.has(event.kind)) look()
  }
}

/** Compares only the first pair, because its result may make other pairs unnecessary. */
export function findDuplicate(world: World): readonly Event[] {
  if (!isWanted(world) || world.czar.state().czar.phase !== 'supervising') return []
  for (const { later, earlier } of pairsToCompare(world.czar.state())) {
    const { task, worker, assignment, head: commit } = later
    if (task === null || worker === null || assignment === null || earlier.task === null || !areAlike(world, { later, earlier })) continue
    const first = { task: earlier.task, worker: earlier.worker, commit: earlier.head }
    return [{ kind: 'duplicate.found', worker, task, assignment, commit, earlier: first, facts: [aFact(task, earlier.task)] }]
  }
  return []
}

function isWanted({ plan }: World): boolean {
  return (plan.project.policy.duplicates ?? 'off') !== 'off'
}

function areAlike({ plan, repository, conduct, random }: World, { later, earlier }: WorkPair): boolean {
  if (later.task === null || earlier.task === null) return false
  const [mine, theirs] = [treeAt(repository, later.head), treeAt(repository, earlier.head)]
  const pair = [later.task, earlier.task]
  const both = unite(mine, theirs)
  const isSame = plan.meetings.some(
    meeting =>
      (meeting.kind === 'helper' || meeting.kind === 'twin') &&
      meeting.isSeen &&
      meeting.tasks.every(task => pair.includes(task)) &&
      hasBoth(both, meeting),
  )
  const chance = random.fork(pair.toSorted().join(' '))
  const isOfPeer = doesPeers(mine, later.task, earlier.task) || doesPeers(theirs, earlier.task, later.task)
  return isSame || (isOfPeer && chance.fork('peer').chance(conduct.duplicateSeen)) || chance.chance(conduct.duplicateImagined)
}

/** Whether the work on one task also did another task. */
function doesPeers({ parts }: Tree, task: TaskId, other: TaskId): boolean {
  return parts.get(task)?.instead === other
}

function aFact(later: TaskId, earlier: TaskId): DuplicateFact {
  return { kind: 'near', file: `src/${later}/part-1.ts`, otherFile: `src/${earlier}/part-1.ts`, name: null, share: 0.8 }
}
