import { expect, test } from 'vitest'
import { loadSoon } from '../../src/api/load-soon.ts'
import { until } from '../support/until.ts'

test('a module is loaded once, when it is first needed', async () => {
  let loads = 0
  const { part, close } = loadSoon(async () => ++loads, 60_000)
  expect(loads).toBe(0)
  expect(await Promise.all([part(), part()])).toEqual([1, 1])
  close()
})

test('a module that is not needed yet is loaded in the background, but not after the loading was cancelled', async () => {
  const loaded: string[] = []
  const first = loadSoon(async () => loaded.push('let go'), 1)
  first.close()
  loadSoon(async () => loaded.push('kept'), 2)
  await until(() => loaded.length > 0)
  expect(loaded).toEqual(['kept'])
})

test('a module that could not be loaded is tried again at the next call, and not otherwise', async () => {
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

test('a caller gets an error if the module cannot be loaded', async () => {
  const { part } = loadSoon(() => Promise.reject(new Error('the file is gone')), 1)
  await expect(part()).rejects.toThrow('the file is gone')
})
