import { expect, test } from 'vitest'
import { shareNext } from '../../src/adapters/share-next.ts'

function looking() {
  const open: PromiseWithResolvers<number>[] = []
  const ask = shareNext(() => {
    const look = Promise.withResolvers<number>()
    open.push(look)
    return look.promise
  })
  const settled = () => new Promise(resolve => setImmediate(resolve))
  return { open, ask, settled }
}

test('callers that ask while a run is under way share the next run, which begins after they asked', async () => {
  const { open, ask, settled } = looking()
  const first = ask()
  await settled()
  const later = [ask(), ask(), ask()]
  await settled()
  expect(open).toHaveLength(1)
  open[0]?.resolve(1)
  expect(await first).toBe(1)
  await settled()
  expect(open).toHaveLength(2)
  open[1]?.resolve(2)
  expect(await Promise.all(later)).toEqual([2, 2, 2])
})

test('a failed run fails for all callers that share it, and the next caller gets a new run', async () => {
  const { open, ask, settled } = looking()
  const both = [ask(), ask()]
  await settled()
  open[0]?.reject(new Error('gone'))
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const next = ask()
  await settled()
  open[1]?.resolve(2)
  expect(await next).toBe(2)
})

test('a run that throws at once is a rejected promise', async () => {
  const ask = shareNext(() => {
    throw new Error('no /proc')
  })
  await expect(ask()).rejects.toThrow('no /proc')
  await expect(ask()).rejects.toThrow('no /proc')
})

test('a run that hangs delays later callers only for a limited time', async () => {
  const { open, ask, settled } = looking()
  void ask()
  await settled()
  const next = ask()
  await expect.poll(() => open.length).toBe(2)
  open[1]?.resolve(2)
  expect(await next).toBe(2)
})
