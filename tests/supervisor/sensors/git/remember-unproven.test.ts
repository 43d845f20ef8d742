import { expect, test } from 'vitest'
import type { RefsState } from '../../../../src/core/model/refs-state.ts'
import type { BaseQuestion } from '../../../../src/core/ports/git-port.ts'
import { rememberUnproven } from '../../../../src/supervisor/sensors/git/remember-unproven.ts'
import { sha } from '../../../support/worlds/world.ts'

const nothing = () => null
const branch = (name: string, from = 'start') => ({ branch: name, since: 1, from: sha(from) })
const FIRST: BaseQuestion = { base: sha('base'), branches: [branch('one')], proven: [sha('a')] }

/** Counts how often git is asked if these questions come one after the other and git always gives this answer. */
async function asks(found: Readonly<Record<string, string>>, ...questions: readonly Partial<BaseQuestion>[]): Promise<number> {
  let count = 0
  const read = rememberUnproven(async () => {
    count += 1
    return found as never
  }, nothing)
  for (const question of [{}, ...questions]) expect(await read({ ...FIRST, ...question })).toEqual(found)
  return count
}

test.each<[string, Partial<BaseQuestion>, number]>([
  ['the same is known', {}, 1],
  ['a task more begins', { branches: [branch('one'), branch('two')] }, 1],
  ['a commit more is proven', { proven: [sha('a'), sha('b')] }, 1],
  ['base moves', { base: sha('base-2') }, 2],
  ['a proof does not hold any more', { proven: [] }, 2],
])('if base has no unproven work, git is asked %#: %s', async (_what, next, times) => {
  expect(await asks({}, next)).toBe(times)
})

test('unproven work in base is looked for again until it is proven', async () => {
  const found = { one: 'c' }
  expect(await asks(found, {}, {})).toBe(1)
  expect(await asks(found, { proven: [sha('a'), sha('b')] })).toBe(2)
  expect(await asks(found, { branches: [branch('one', 'later')] })).toBe(2)
})

test('a failed reading of unproven work is repeated', async () => {
  let count = 0
  const read = rememberUnproven(async () => {
    count += 1
    if (count === 1) throw new Error('locked')
    return {}
  }, nothing)
  await expect(read(FIRST)).rejects.toThrow('locked')
  expect(await read(FIRST)).toEqual({})
})

test.each<[string, Partial<RefsState>, number]>([
  ['as it left base', {}, 0],
  ['base moved since', { base: { commit: sha('base-0'), at: 1 } }, 1],
  ['it had found something', { unproven: { one: sha('c') } }, 1],
])("an earlier czar's record serves as the first reading, and git is asked at the next one: %s", async (_what, left, first) => {
  let count = 0
  const ask = async () => {
    count += 1
    return {}
  }
  const refs = { base: { commit: FIRST.base, at: 1 }, branches: {}, standing: {}, kept: [], unproven: {}, ...left }
  const read = rememberUnproven(ask, () => refs)
  expect(await read(FIRST)).toEqual({})
  expect(count).toBe(first)
  await read(FIRST)
  expect(count).toBe(1)
})
