import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createBaseGateCache } from '../../../src/adapters/gates/base-gate-cache.ts'
import type { BaseGate } from '../../../src/core/model/gates/base-gate.ts'
import type { BaseGateQuestion } from '../../../src/core/ports/base-gates-port.ts'
import { temporaryDirectory } from '../../support/temporary.ts'

const question: BaseGateQuestion = { commit: 'c1', command: 'npm test', after: [], setup: [], env: { A: '1', B: '2' }, timeoutMs: 1000 }
const gate: BaseGate = {
  command: 'npm test',
  outcome: 'failed',
  exitCode: 1,
  durationMs: 12,
  program: null,
  says: 'one test failed',
  leavesFiles: false,
}
const DAY = 24 * 3_600_000

async function aCache(now: () => number = Date.now) {
  const directory = join(await temporaryDirectory(), 'results')
  return { directory, cache: createBaseGateCache(directory, now) }
}

test('another czar finds a kept result, and the order of variables does not matter', async () => {
  const { directory, cache } = await aCache()
  expect(cache.read(question)).toBeNull()
  cache.write(question, gate)
  const other = createBaseGateCache(directory, Date.now)
  expect(other.read({ ...question, env: { B: '2', A: '1' } })).toEqual(gate)
})

test.each<[string, Partial<BaseGateQuestion>]>([
  ['commit', { commit: 'c2' }],
  ['command', { command: 'npm test -- a' }],
  ['earlier command', { after: ['make'] }],
  ['setup', { setup: ['npm ci'] }],
  ['variable', { env: { A: '1', B: '3' } }],
  ['time limit', { timeoutMs: 2000 }],
])('a result does not count for another %s', async (_what, over) => {
  const { cache } = await aCache()
  cache.write(question, gate)
  expect(cache.read({ ...question, ...over })).toBeNull()
})

test('a damaged file counts as no result, and is written again', async () => {
  const { directory, cache } = await aCache()
  cache.write(question, gate)
  const [name = ''] = readdirSync(directory)
  for (const text of ['', '{"command":', 'null', JSON.stringify({ ...gate, outcome: 'great' })]) {
    writeFileSync(join(directory, name), text)
    expect(cache.read(question)).toBeNull()
  }
  cache.write(question, gate)
  expect(cache.read(question)).toEqual(gate)
})

test('after a week a result does not count any more, and the next czar removes it', async () => {
  const { directory, cache } = await aCache()
  cache.write(question, gate)
  const [name = ''] = readdirSync(directory)
  const old = new Date(Date.now() - 8 * DAY)
  utimesSync(join(directory, name), old, old)
  expect(cache.read(question)).toBeNull()
  createBaseGateCache(directory, Date.now).write({ ...question, commit: 'c2' }, gate)
  expect(readdirSync(directory)).toHaveLength(1)
})

test('in a folder that cannot be written no result is kept, and nothing fails', async () => {
  const directory = join(await temporaryDirectory(), 'file')
  writeFileSync(directory, '')
  const cache = createBaseGateCache(directory, Date.now)
  cache.write(question, gate)
  expect(cache.read(question)).toBeNull()
})
