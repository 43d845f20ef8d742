import { expect, test } from 'vitest'
import { createRandom, type Random } from '../../../simulation/random.ts'
import type { RefsState, Standing } from '../../../src/core/model/refs-state.ts'
import { moveRefs, refsNews } from '../../../src/core/state/move-refs.ts'
import { sha } from '../../support/worlds/world.ts'

const STANDINGS: readonly [Standing, ...Standing[]] = ['current', 'behind', 'landed', 'lost']
const WORKERS = ['one', 'two', 'constructor', '__proto__']
const COMMITS = ['a', 'b', 'c', 'd'].map(sha)

function aReading(random: Random) {
  const some = <Item>(items: readonly Item[]) => items.filter(() => random.chance(0.6))
  return {
    base: sha(random.pick(['base', 'base-2'])),
    branches: Object.fromEntries(some(WORKERS).map(id => [id, random.pick([sha('a'), sha('b'), null])])),
    standing: Object.fromEntries(some(COMMITS).map(commit => [commit, random.pick(STANDINGS)])),
    kept: some(COMMITS.slice(0, 2)).map(commit => ({ worker: 'one', commit, ref: `refs/czar/rescue/one/${commit}` })),
    unproven: Object.fromEntries(some(WORKERS.slice(0, 2)).map(id => [id, random.pick([sha('a'), sha('b')])])),
  }
}

test('references that are recorded by differences equal those recorded by whole readings', () => {
  const random = createRandom('differences')
  let [byDifferences, byWholes]: (RefsState | null)[] = [null, null]
  let saved = 0
  for (let at = 0; at < 2_000; at++) {
    const reading = aReading(random)
    const news = refsNews(byDifferences ?? null, reading)
    byWholes = moveRefs(byWholes ?? null, { kind: 'git.refs', ...reading }, at)
    if (news === null) saved += 1
    else byDifferences = moveRefs(byDifferences ?? null, news, at)
    expect(byDifferences).toEqual(byWholes)
    expect(refsNews(byDifferences ?? null, reading)).toBeNull()
  }
  expect(saved).toBeLessThan(100)
})

test("whole readings in an earlier version's journal are read, and references missing from them are forgotten", () => {
  const first = { base: sha('base'), branches: { one: sha('a') }, standing: { [sha('a')]: 'current' as const }, kept: [] }
  const known = moveRefs(null, { kind: 'git.refs', ...first }, 1)
  expect(moveRefs(known, { kind: 'git.refs', ...first, branches: {}, standing: {} }, 2)).toEqual({
    base: { commit: 'base', at: 1 },
    branches: {},
    standing: {},
    kept: [],
    unproven: {},
  })
})

test('a difference to an unknown reference is applied as it is', () => {
  const gone = { branches: ['two'], standing: ['b'] }
  const event = { kind: 'git.refs' as const, base: sha('base'), branches: { one: null }, standing: {}, gone }
  expect(moveRefs(null, event, 3)).toEqual({
    base: { commit: 'base', at: 3 },
    branches: { one: { commit: null, at: 3 } },
    standing: {},
    kept: [],
    unproven: {},
  })
})
