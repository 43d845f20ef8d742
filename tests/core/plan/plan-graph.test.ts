import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planGraph } from '../../../src/core/plan/plan-graph.ts'

const task = (id: string, ...dependsOn: readonly string[]) => ({ id, dependsOn })

test('the width counts tasks that never wait for each other, also from different levels', () => {
  const tasks = [task('a'), task('b', 'a'), task('c'), task('d', 'c'), task('e', 'd')]
  expect(planGraph(tasks)).toEqual({ width: 2, criticalPath: ['c', 'd', 'e'], levels: [['a', 'c'], ['b', 'd'], ['e']] })
  expect(planGraph([task('a'), task('b', 'a'), task('c', 'a'), task('d', 'b'), task('x', 'b')]).width).toBe(3)
  expect(planGraph([])).toEqual({ width: 0, criticalPath: [], levels: [] })
})

test('an unknown name and a cycle do not break the graph', () => {
  expect(planGraph([task('a', 'nothing'), task('b', 'c'), task('c', 'b')]).criticalPath).toHaveLength(2)
})

/** Random tasks in which each waits only for earlier ones. */
const graphs = fc
  .array(fc.array(fc.nat(8), { maxLength: 3 }), { maxLength: 9 })
  .map(needs => needs.map((list, index) => task(`t${index}`, ...new Set(list.filter(need => need < index).map(need => `t${need}`)))))

test('the width is the size of the largest set of tasks of which none waits for another', () => {
  fc.assert(
    fc.property(graphs, tasks => {
      expect(planGraph(tasks).width).toBe(largestFreeSet(tasks))
    }),
  )
})

function largestFreeSet(tasks: readonly ReturnType<typeof task>[]): number {
  const waits = (one: string, other: string): boolean =>
    tasks.find(({ id }) => id === one)?.dependsOn.some(need => need === other || waits(need, other)) ?? false
  let best = 0
  for (let bits = 0; bits < 1 << tasks.length; bits++) {
    const chosen = tasks.filter((_, index) => (bits & (1 << index)) !== 0).map(({ id }) => id)
    if (chosen.length > best && chosen.every(one => chosen.every(other => !waits(one, other)))) best = chosen.length
  }
  return best
}
