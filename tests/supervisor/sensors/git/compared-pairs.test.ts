import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ComparedWork, WorkPair } from '../../../../src/core/duplicates/works-to-compare.ts'
import { rememberCompared } from '../../../../src/supervisor/sensors/git/compared-pairs.ts'

/** Few heads and trees, so that works move away and come back, and two tasks may have the same commit. */
const work = fc.record({ head: fc.constantFrom('a', 'b', 'c'), tree: fc.constantFrom(null, null, 't1', 't2'), task: fc.nat(3) })
const pair = fc.tuple(work, work).map(([later, earlier]): WorkPair => ({ later: asWork(later), earlier: asWork(earlier) }))
const round = fc.record({ pairs: fc.array(pair, { maxLength: 12 }), fails: fc.array(fc.nat(11), { maxLength: 4 }) })

function asWork({ head, tree, task }: { head: string; tree: string | null; task: number }): ComparedWork {
  const uncommitted = tree === null ? null : { tree, path: `/trees/${task}` }
  return { task: `t${task}`, worker: null, assignment: null, from: 'start', head, uncommitted, at: task, isProven: false } as never
}

/** The plain way: the set of all pairs is built anew in each round. */
function plainly() {
  const keyOf = ({ head, uncommitted }: ComparedWork) => JSON.stringify([head, uncommitted?.tree ?? null])
  const nameOf = ({ later, earlier }: WorkPair) => `${keyOf(later)} ${keyOf(earlier)}`
  let seen = new Set<string>()
  return {
    has: (one: WorkPair) => seen.has(nameOf(one)),
    add: (one: WorkPair) => void seen.add(nameOf(one)),
    left(pairs: readonly WorkPair[]) {
      seen = new Set(pairs.map(nameOf).filter(name => seen.has(name)))
      return pairs.filter(one => !seen.has(nameOf(one)))
    },
  }
}

test('in any history of works, the pairs that are left to compare are the same as if the whole set were built anew', () => {
  fc.assert(
    fc.property(fc.array(round, { maxLength: 8 }), rounds => {
      const [remembered, plain] = [rememberCompared(), plainly()]
      for (const { pairs, fails } of rounds) {
        const left = remembered.left(pairs)
        expect(left).toEqual(plain.left(pairs))
        for (const [at, one] of left.entries()) {
          expect(remembered.has(one)).toBe(plain.has(one))
          // A comparison that fails is tried again in the next round.
          if (fails.includes(at)) continue
          remembered.add(one)
          plain.add(one)
        }
      }
    }),
    { numRuns: 300 },
  )
})
