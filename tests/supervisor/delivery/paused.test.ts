import { describe, expect, it } from 'vitest'
import type { Hold } from '../../../src/supervisor/delivery/delivery.ts'
import { createFakeWorld, TASK } from './support/fake-world.ts'

const HOUR_MS = 3_600_000
const JOURNALLED = `journal ${TASK.length}`

describe('a worker that is paused', () => {
  it('before the paste gets no text, and the try does not count as failed', async () => {
    const world = createFakeWorld()
    expect(await world.deliver({ hands: { isPaused: () => true } })).toEqual({ kind: 'held', by: 'paused', chars: null })
    expect(world.account).toEqual([])
  })

  it('between paste and Enter keeps the unsent draft during the pause, and gets Enter afterwards', async () => {
    const world = createFakeWorld()
    const told: (Hold | null)[] = []
    let isPaused = false
    const onPasted = async () => {
      isPaused = true
      world.account.push('pause')
      world.later(HOUR_MS, () => {
        world.account.push('resume')
        isPaused = false
      })
    }
    const hands = { isPaused: () => isPaused, onPasted, onHeld: (hold: Hold | null) => void told.push(hold) }
    expect(await world.deliver({ hands })).toMatchObject({ kind: 'submitted', enters: 1 })
    expect(world.account).toEqual(['paste', 'pause', 'resume', 'Enter'])
    expect(told, 'said once').toEqual([{ by: 'paused', chars: null }, null])
  })

  it('after a swallowed Enter gets no other Enter', async () => {
    const world = createFakeWorld({ swallowEnters: 1, swallowWithinMs: 5_000 })
    let isPaused = false
    world.later(2_000, () => {
      isPaused = true
    })
    world.later(HOUR_MS, () => {
      world.account.push('resume')
      isPaused = false
    })
    expect(await world.deliver({ hands: { isPaused: () => isPaused } })).toMatchObject({ kind: 'submitted', enters: 2 })
    expect(world.account).toEqual(['paste', JOURNALLED, 'Enter', 'resume', 'Enter'])
  })

  it('and whose agent dies is no longer waited for', async () => {
    const world = createFakeWorld()
    world.later(HOUR_MS, () => {
      world.pane.gone = 'target-gone'
    })
    let isPaused = false
    const onPasted = async () => {
      isPaused = true
    }
    expect(await world.deliver({ hands: { isPaused: () => isPaused, onPasted } })).toMatchObject({ kind: 'undelivered', mayRetry: true })
  })
})
