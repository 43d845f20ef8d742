import type { TreeSeen } from '../../../state/types/memory.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'
import { since } from '../../engine/evidence.ts'
import type { WorkLoop } from './find-loop.ts'

/** The worker's files change back and forth between two states, without a new commit. */
export function editsAndReverts({ trees }: Pick<WorkerState, 'trees'>): WorkLoop | null {
  const swings = swingsAtEnd(trees)
  if (swings === null) return null
  const between = swings.slice(-2).map(({ tree }) => tree.slice(0, 8))
  return {
    matter: 'edit-revert',
    reason: `its files go back and forth between the same two states: ${between.join(' and ')}`,
    problem: 'You make a change, take it back and make it again: your files went back and forth between the same two states.',
    evidence: swings.map(seen => since('git', `working tree ${seen.tree.slice(0, 8)}${seen.isClean ? ', nothing uncommitted' : ''}`, seen)),
  }
}

/**
 * Finds the pattern A→B→A→B. If one of the two states is the commit itself, more changes are needed: a worker that stashes its changes to
 * compare, and then goes on, makes this pattern once.
 */
function swingsAtEnd(trees: readonly TreeSeen[]): readonly TreeSeen[] | null {
  const [before, last] = trees.slice(-2)
  if (before === undefined || last === undefined || before.tree === last.tree) return null
  const wanted = before.isClean || last.isClean ? 6 : 4
  const swings = trees.slice(-wanted)
  const isSwing = (seen: TreeSeen, index: number) =>
    seen.head === last.head && seen.tree === ((swings.length - index) % 2 === 1 ? last.tree : before.tree)
  return swings.length === wanted && swings.every(isSwing) ? swings : null
}
