import { expect, test } from 'vitest'
import { loadSoon } from '../../src/api/load-soon.ts'
import { until } from '../support/until.ts'

test('a part is loaded once, when it is asked for', async () => {
  let loads = 0
  const { part, close } = loadSoon(async () => ++loads, 60_000)
  expect(loads).toBe(0)
  expect(await Promise.all([part(), part()])).toEqual([1, 1])
  close()
})

test('a part that nobody asks for is loaded all the same, and not after it was let go', async () => {
  const loaded: string[] = []
  const first = loadSoon(async () => loaded.push('let go'), 1)
  first.close()
  loadSoon(async () => loaded.push('kept'), 2)
  await until(() => loaded.length > 0)
  expect(loaded).toEqual(['kept'])
})

test('a part that could not be loaded is tried again by the next who asks, and by nobody else', async () => {
  let tries = 0
  const { part, close } = loadSoon(async () => {
    tries++
    if (tries === 1) throw new Error('too many open files')
    return 'loaded'
  }, 60_000)
  await expect(part()).rejects.toThrow('too many open files')
  expect(tries).toBe(1)
  expect(await part()).toBe('loaded')
  close()
})

test('who asks hears that it cannot be loaded', async () => {
  const { part } = loadSoon(() => Promise.reject(new Error('the file is gone')), 1)
  await expect(part()).rejects.toThrow('the file is gone')
})
