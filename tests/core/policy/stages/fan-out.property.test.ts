import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TaskId, WorkerId } from '../../../../src/core/model/ids.ts'
import type { StageConfig } from '../../../../src/core/model/stages/stage.ts'
import { carvedBudget } from '../../../../src/core/policy/budget/carved-budget.ts'
import { childrenOf, isTaskOver } from '../../../../src/core/state/facts/children.ts'
import { planOf } from '../../../../src/core/state/facts/stages.ts'
import { aProject, aWorker } from '../../../support/builders/a-project.ts'
import { dice, playAtRandom } from '../../../support/worlds/random-history.ts'
import { playHonestly, settle, type World } from '../../../support/worlds/world.ts'

const SPLIT = { stage: 'split', worker: 'api-split' as WorkerId, path: 'results/api/split.json' }
const stage = (id: string, number: number, over: Partial<StageConfig> = {}): StageConfig => ({
  of: 'api' as WorkerId,
  id,
  number,
  count: 3,
  last: 'api-test' as WorkerId,
  owes: { kind: 'branch' },
  needs: [],
  backTo: null,
  ...over,
})

/** Two seats for one task whose work is divided, and a worker beside it. */
const project = aProject({
  concurrency: 2,
  workers: [
    aWorker('api-split', { stage: stage('split', 1, { owes: { kind: 'tasks', path: SPLIT.path, most: 3 } }) }),
    aWorker('api-implement', {
      stage: stage('implement', 2, { needs: [SPLIT], dividedBy: SPLIT }),
      dependsOn: ['api-split' as WorkerId],
      budget: { usd: 10, tokens: 1_000, timeMs: null, turns: null },
    }),
    aWorker('api-test', { stage: stage('test', 3), dependsOn: ['api-implement' as WorkerId] }),
    aWorker('other'),
  ],
})

test('whatever happens, no task of a list gets two workers or is orphaned, the budget holds, and the fleet comes to its end', () => {
  let divided = 0
  fc.assert(
    fc.property(dice, rolls => {
      const world = playAtRandom(rolls, checkDivision, project)
      world.now += 3_600_000
      settle(world)
      playHonestly(world)
      checkDivision(world)
      divided += world.history.some(event => event.kind === 'worker.added' && planOf(event.config) !== null) ? 1 : 0
      expect(stuck(world)).toEqual([])
    }),
    { numRuns: 25 },
  )
  expect(divided, 'histories in which a list was divided').toBeGreaterThan(8)
})

function checkDivision({ state, history }: World): void {
  const given = new Map<string, string>()
  for (const event of history) {
    const task = event.kind === 'worker.added' ? planOf(event.config)?.task : undefined
    if (event.kind !== 'worker.added' || task === undefined) continue
    expect(given.get(task) ?? event.worker, 'each task keeps its worker').toBe(event.worker)
    given.set(task, event.worker)
  }
  const parent = state.workers['api-implement']
  if (parent === undefined) return
  const children = childrenOf(state.project, parent.id)
  const isOver = parent.stopped !== null || ['verified', 'failed', 'dropped'].includes(state.tasks[parent.id]?.state ?? 'dropped')
  const open = children.filter(({ id }) => !isTaskOver(state, id as string as TaskId))
  expect(isOver ? open : [], 'no task is orphaned').toEqual([])
  const sum = children.reduce((total, { budget }) => total + (budget.usd ?? 0), carvedBudget(state, parent, 0).usd ?? 0)
  expect(open.length === children.length ? sum : 0, 'the budget holds').toBeLessThanOrEqual(10.000_001)
}

/** Tasks that nobody does and that wait for no person. */
function stuck({ state }: World): readonly string[] {
  if (state.czar.phase === 'finished') return []
  return Object.values(state.tasks)
    .filter(task => state.workers[task.worker ?? task.id]?.stopped == null)
    .filter(({ state }) => state === 'assigned' || state === 'waiting')
    .map(({ id, state }) => `${id} is ${state}`)
}
