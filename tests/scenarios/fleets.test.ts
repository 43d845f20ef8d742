import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type FleetRun, playFleet } from '../../simulation/fleets/play-fleet.ts'
import { readPrompts } from '../../src/adapters/prompts/read-prompts.ts'

const texts = await readPrompts(fileURLToPath(new URL('../../prompts', import.meta.url)))
const seeds = [17, 20, 22, 31, 41, 49, 61, 70]
const runs: readonly FleetRun[] = seeds.map(seed => playFleet(`fleets-${seed}`, texts))

test('fleets with stages, children and attempts end, or leave to a person what only a person can do, within their budgets', () => {
  expect(runs.flatMap(({ findings }) => findings)).toEqual([])
})

test('the fleets of this test have children, waits, stages that send work back, and attempts that are settled', () => {
  const sumOf = (name: string) => runs.reduce((sum, { counts }) => sum + (counts[name] ?? 0), 0)
  const names = [
    'children',
    'waits',
    'stages sent back',
    'attempts settled',
    'attempts kept',
    'tasks proven',
    'trains landed',
    'agents lost',
  ]
  expect(names.filter(name => sumOf(name) === 0)).toEqual([])
})
