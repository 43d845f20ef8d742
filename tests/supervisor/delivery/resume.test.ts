import { describe, expect, it } from 'vitest'
import type { DeliveryRequest } from '../../../src/supervisor/delivery/delivery.ts'
import type { Behaviour } from './support/fake-agent.ts'
import { createFakeWorld, type FakeWorld, TASK } from './support/fake-world.ts'

type Resume = DeliveryRequest['resume']

/** The czar is killed while it delivers a text, and time passes before another czar starts. */
async function killedAfter(ms: number, behaviour: Partial<Behaviour> = {}, text = TASK): Promise<FakeWorld & { resume: Resume }> {
  const world = createFakeWorld(behaviour, text)
  const kill = new AbortController()
  world.later(ms, () => kill.abort())
  await world.deliver({ hands: { signal: kill.signal } }).catch(() => {})
  await world.clock.run(new Promise<void>(resolve => world.later(8000, resolve)))
  const resume = world.account.some(step => step.startsWith('journal')) ? 'after-paste' : 'after-intent'
  return { ...world, resume }
}

describe('after a restart of the czar', () => {
  it('a receipt that came meanwhile completes the delivery', async () => {
    const world = await killedAfter(700)
    expect(await world.deliver({ request: { resume: world.resume } })).toMatchObject({ kind: 'submitted', enters: 0 })
    expect(world.agent.taken).toEqual([TASK])
  })

  it("a draft with the message's id needs only Enter", async () => {
    const world = await killedAfter(350, {}, '[czar m1 · assignment a1 · nudge] How is it going?')
    expect(world.resume).toBe('after-paste')
    expect(await world.deliver({ request: { resume: world.resume } })).toMatchObject({ kind: 'submitted', enters: 1 })
    expect(world.account.filter(step => step === 'paste')).toHaveLength(1)
  })

  it("a folded draft with the message's number of lines needs only Enter", async () => {
    const world = await killedAfter(350)
    expect(world.agent.screen()).toContain('[Pasted text #1 +6 lines]')
    expect(await world.deliver({ request: { resume: world.resume } })).toMatchObject({ kind: 'submitted', enters: 1 })
    expect(world.agent.taken).toEqual([TASK])
  })

  it('a paste that is missing from the journal is found in the composer', async () => {
    const world = createFakeWorld()
    world.agent.input({ kind: 'paste', text: TASK })
    await world.clock.run(new Promise<void>(resolve => world.later(100, resolve)))
    expect(await world.deliver({ request: { resume: 'after-intent' } })).toMatchObject({ kind: 'submitted', enters: 1 })
    expect(world.account).toEqual(['Enter'])
  })

  it("an idle agent's empty composer means that nothing was pasted, if the journal has no paste", async () => {
    const world = createFakeWorld()
    expect(await world.deliver({ request: { resume: 'after-intent' } })).toMatchObject({ kind: 'submitted', enters: 1 })
    expect(world.agent.taken).toEqual([TASK])
  })

  it('an empty composer after a paste in the journal leaves the delivery unknown, because the text went somewhere', async () => {
    const world = createFakeWorld()
    const result = await world.deliver({ request: { resume: 'after-paste' } })
    expect(result).toMatchObject({
      kind: 'undelivered',
      reason: expect.stringContaining('unknown: the agent may or may not'),
      mayRetry: false,
    })
    expect(world.account).toEqual([])
  })

  it('a composer that is empty because the text is just being taken is read twice', async () => {
    const world = createFakeWorld({ receiptLagMs: 1500, turnMs: 0 })
    world.agent.input({ kind: 'paste', text: TASK })
    world.later(110, () => world.agent.input({ kind: 'enter' }))
    await world.clock.run(new Promise<void>(resolve => world.later(120, resolve)))
    expect(await world.deliver({ request: { resume: 'after-paste' } })).toMatchObject({ kind: 'submitted', enters: 0 })
    expect(world.agent.taken).toEqual([TASK])
  })

  it('a busy agent without a receipt leaves the delivery unknown', async () => {
    const world = createFakeWorld({ turnMs: 60_000, givesReceipts: false })
    world.types('work\n')
    world.later(10, () => {
      world.pane.writers = 0
    })
    await world.clock.run(new Promise<void>(resolve => world.later(100, resolve)))
    const profile = { ...world.request.profile, kind: 'scripted' as const }
    const result = await world.deliver({ request: { resume: 'after-paste', profile } })
    expect(result).toMatchObject({
      kind: 'undelivered',
      reason: expect.stringContaining('unknown: the agent may or may not'),
      mayRetry: false,
    })
  })

  it('an agent that becomes idle during the reading leaves the delivery unknown, because it was not seen idle twice', async () => {
    const world = createFakeWorld({ turnMs: 4000 })
    world.types('work\n')
    world.later(10, () => {
      world.pane.writers = 0
    })
    await world.clock.run(new Promise<void>(resolve => world.later(100, resolve)))
    const result = await world.deliver({ request: { resume: 'after-intent' } })
    expect(result).toMatchObject({
      kind: 'undelivered',
      reason: expect.stringContaining('unknown: the agent may or may not'),
      mayRetry: false,
    })
    expect(world.account).toEqual([])
  })

  it('a program without receipts that shows nothing after a paste leaves the delivery unknown', async () => {
    const world = await killedAfter(1000, { givesReceipts: false, turnMs: 0 })
    const result = await world.deliver({ request: { resume: world.resume } })
    expect(result).toMatchObject({ kind: 'undelivered', mayRetry: false })
    expect(world.agent.taken).toEqual([TASK])
  })
})

describe('a text that was taken before', () => {
  it('is not pasted again although it seemed undelivered, because its late receipt is read first', async () => {
    const world = createFakeWorld({ receiptLagMs: 20_000, turnMs: 0 })
    expect(await world.deliver()).toMatchObject({ kind: 'undelivered', mayRetry: false })
    await world.clock.run(new Promise<void>(resolve => world.later(20_000, resolve)))
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 0 })
    expect(world.agent.taken).toEqual([TASK])
  })

  it('is sent again if it has no id, because it may be a new text with the same words', async () => {
    const world = createFakeWorld({ turnMs: 0 }, 'continue')
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 1 })
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 1 })
    expect(world.agent.taken).toEqual(['continue', 'continue'])
  })
})
