import { expect, it } from 'vitest'
import type { PaneId } from '../../../src/core/model/ids.ts'
import { createPaneLocks } from '../../../src/supervisor/delivery/pane-locks.ts'

const first = '%1' as PaneId
const second = '%2' as PaneId

it('the lock of a pane admits one writer after the other, in the order of their requests', async () => {
  const locks = createPaneLocks()
  const account: string[] = []
  const writer = (name: string) => async () => {
    account.push(`${name} in`)
    await new Promise(setImmediate)
    account.push(`${name} out`)
  }
  await Promise.all([locks.hold(first, writer('a')), locks.hold(first, writer('b')), locks.hold(first, writer('c'))])
  expect(account).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out'])
})

it('the locks of two panes admit two writers at once', async () => {
  const locks = createPaneLocks()
  const gate = Promise.withResolvers<void>()
  const blocked = locks.hold(first, () => gate.promise)
  expect(await locks.hold(second, async () => 'in')).toBe('in')
  gate.resolve()
  await blocked
})

it('the lock of a pane admits the next writer after a failure, which only its own caller gets', async () => {
  const locks = createPaneLocks()
  const failing = locks.hold(first, () => Promise.reject(new Error('mine')))
  const next = locks.hold(first, async () => 'in')
  await expect(failing).rejects.toThrow('mine')
  expect(await next).toBe('in')
})
