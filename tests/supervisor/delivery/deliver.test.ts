import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { deliver } from '../../../src/supervisor/delivery/deliver.ts'
import { describeDelivery } from './support/delivery-contract.ts'
import { createFakeWorld, TASK } from './support/fake-world.ts'

describeDelivery('a simulated agent', async ({ swallowEnters = 0, diesOfPrompt = false } = {}) => {
  const world = createFakeWorld({ swallowEnters, diesOn: diesOfPrompt ? 'enter' : null })
  return {
    deliver: world.deliver,
    taken: () => world.agent.taken.length,
    pastes: () => world.account.filter(step => step === 'paste').length,
    screen: async () => world.agent.screen(),
    draft: async text => {
      world.agent.input({ kind: 'typed', text })
      await world.clock.run(new Promise<void>(resolve => world.later(50, resolve)))
    },
    leaveInCopyMode: async () => {
      world.pane.inMode = true
    },
  }
})

describe('an agent that is ready', () => {
  it('gets the text once, with a receipt for exactly these bytes', async () => {
    const world = createFakeWorld()
    expect(await world.deliver()).toEqual({ kind: 'submitted', receipt: 'invented receipt', strength: 'exact', enters: 1 })
    expect(world.agent.taken).toEqual([TASK])
  })

  it('gets Enter only after the paste is in the journal', async () => {
    const world = createFakeWorld()
    await world.deliver()
    expect(world.account).toEqual(['paste', `journal ${TASK.length}`, 'Enter'])
  })

  it('gets no Enter if the journal cannot be written', async () => {
    const world = createFakeWorld()
    const failing = world.deliver({ hands: { onPasted: () => Promise.reject(new Error('disk full')) } })
    await expect(failing).rejects.toThrow('disk full')
    expect(world.account).toEqual(['paste'])
  })

  it('has time to draw the pasted text if it is slow', async () => {
    const world = createFakeWorld({ readLagMs: 1500, swallowWithinMs: 150 })
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 1 })
  })

  it.each([
    ['is answered by no text of the czar', false, 'answer', 'undelivered'],
    ['is answered by the words of a person', true, 'answer', 'submitted'],
    ['gets no words in place of a permission', true, 'permission', 'undelivered'],
  ] as const)('that asks something after the delivery was decided %s', async (_, mayAnswer, waitingFor, kind) => {
    const world = createFakeWorld()
    world.agent.observations.push({ kind: 'turn', turn: 'waiting', waitingFor, evidence: 'hook', strength: 'exact', text: 'Which?' })
    const result = await world.deliver({ request: { mayAnswer } })
    expect(result.kind).toBe(kind)
    expect(world.account.includes('paste')).toBe(kind === 'submitted')
    if (result.kind === 'undelivered') expect(result.mayRetry).toBe(true)
  })

  it('gets no text that is longer than it takes', async () => {
    const world = createFakeWorld()
    const profile = { ...world.request.profile, maxChars: 20 }
    expect(await world.deliver({ request: { profile } })).toMatchObject({ kind: 'undelivered', mayRetry: false })
    expect(world.account).toEqual([])
  })

  it('has its receipt compared with the hash of the text as the program changes it', async () => {
    const world = createFakeWorld()
    const asTaken = (_: unknown, text: string) => text.replaceAll('\t', '    ')
    const result = await world.deliver({ hands: { agents: { ...world.hands.agents, asTaken } } })
    expect(result).toMatchObject({ kind: 'undelivered', reason: expect.stringContaining('mixed text') })
  })
})

describe('Enter', () => {
  it('is repeated, and nothing else is, if the program swallowed it', async () => {
    const world = createFakeWorld({ swallowEnters: 2 })
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 3 })
    expect(world.account.filter(step => step === 'paste')).toHaveLength(1)
  })

  it('is sent three times at most; then the text is reported as left in the composer', async () => {
    const world = createFakeWorld({ swallowEnters: 99 })
    const before = world.clock.now()
    const result = await world.deliver()
    expect(result).toEqual({
      kind: 'undelivered',
      reason: 'no receipt after 3 Enter: the text is still in the input field',
      mayRetry: false,
    })
    expect(world.account.filter(step => step === 'Enter')).toHaveLength(3)
    expect(world.clock.now() - before).toBeLessThan(13_000)
  })

  it("counts as taken, although the composer showed the text long after, if a slow program's receipt comes", async () => {
    const world = createFakeWorld({ swallowEnters: 99 })
    const sha256 = createHash('sha256').update(TASK).digest('hex')
    world.later(9000, () => world.agent.observations.push({ kind: 'receipt', sha256, chars: TASK.length, evidence: 'hook' }))
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 3 })
  })

  it('is not repeated if the composer is empty and the receipt late', async () => {
    const world = createFakeWorld({ receiptLagMs: 6000 })
    expect(await world.deliver()).toMatchObject({ kind: 'submitted', enters: 1 })
  })

  it('is sent although the paste was never visible, and a lost paste is not pasted again', async () => {
    const world = createFakeWorld({ losesPastes: 1 })
    expect(await world.deliver()).toMatchObject({ kind: 'undelivered', mayRetry: false })
    expect(world.account.filter(step => step === 'paste')).toHaveLength(1)
  })

  it('never answers a dialog that appeared after the paste', async () => {
    const world = createFakeWorld()
    world.later(350, () => world.agent.showDialog('Do you trust the files in this folder?'))
    expect(await world.deliver()).toMatchObject({ kind: 'undelivered', reason: expect.stringContaining('dialog'), mayRetry: false })
    expect(world.agent.blindAnswers()).toBe(0)
  })

  it('is sent although the text itself mentions a dialog', async () => {
    const world = createFakeWorld({}, '[czar m1 · assignment a1 · brief] remove "Do you trust the files in this folder?"')
    expect(await world.deliver()).toMatchObject({ kind: 'submitted' })
  })
})

describe('a pane that cannot take a text', () => {
  it.each([
    ['input to pane %1 is switched off', { inputOff: true }],
    ['pane %1 is synchronized with others', { synchronized: true }],
  ])('is left alone: %s', async (reason, state) => {
    const world = createFakeWorld()
    Object.assign(world.pane, state)
    expect(await world.deliver()).toEqual({ kind: 'undelivered', reason, mayRetry: true })
    expect(world.account).toEqual([])
  })

  it.each(['input-off', 'synchronized'] as const)('is not pasted into if that shows only in the moment of the paste: %s', async reason => {
    const world = createFakeWorld()
    const paste = async () => ({ outcome: 'refused' as const, reason })
    const result = await world.deliver({ hands: { terminal: { ...world.hands.terminal, paste } } })
    expect(result).toMatchObject({ kind: 'undelivered', mayRetry: true })
    expect(world.account).toEqual([])
  })

  it.each(['input-off', 'synchronized'] as const)('keeps the text unsent if that shows in the moment of Enter: %s', async reason => {
    const world = createFakeWorld()
    const keys = async () => ({ outcome: 'refused' as const, reason })
    const result = await world.deliver({ hands: { terminal: { ...world.hands.terminal, keys } } })
    expect(result).toMatchObject({ kind: 'undelivered', mayRetry: false })
  })

  it('because of a dialog is left to the person who answers it', async () => {
    const world = createFakeWorld()
    world.agent.showDialog('Do you trust the files in this folder?')
    expect(await world.deliver()).toMatchObject({ kind: 'undelivered', reason: expect.stringContaining('Do you trust'), mayRetry: true })
    expect([world.account, world.agent.blindAnswers()]).toEqual([[], 0])
  })
})

describe('another text that the program takes', () => {
  it("right after czar's paste means that czar's text was torn or merged with it", async () => {
    const world = createFakeWorld({ tearsLines: true })
    const result = await world.deliver()
    expect(result).toMatchObject({ kind: 'undelivered', reason: expect.stringContaining('mixed text'), mayRetry: false })
    expect(world.agent.taken).not.toContain(TASK)
  })

  it("does no harm if czar's own receipt follows", async () => {
    const world = createFakeWorld({ receiptLagMs: 500 })
    world.later(700, () => world.agent.observations.push({ kind: 'receipt', sha256: 'f'.repeat(64), chars: 3, evidence: 'of another' }))
    expect(await world.deliver()).toMatchObject({ kind: 'submitted' })
  })

  it('does not count as merged if it was waiting before', async () => {
    const world = createFakeWorld({ swallowEnters: 1 })
    world.later(300, () => world.agent.observations.push({ kind: 'receipt', sha256: 'f'.repeat(64), chars: 3, evidence: 'a late one' }))
    expect(await world.deliver({ request: { outstanding: ['f'.repeat(64)] } })).toMatchObject({ kind: 'submitted', enters: 2 })
  })
})

describe('a cancelled delivery', () => {
  it('reports this, and leaves the pane to the next delivery', async () => {
    const world = createFakeWorld({ swallowEnters: 99 })
    const controller = new AbortController()
    world.later(1500, () => controller.abort())
    await expect(world.deliver({ hands: { signal: controller.signal } })).rejects.toMatchObject({ code: 'cancelled' })
    expect(world.account.filter(step => step === 'Enter')).toHaveLength(1)
    expect(await world.clock.run(world.hands.locks.hold(world.request.pane, async () => 'free'))).toBe('free')
  })

  it('stops waiting at once', async () => {
    const world = createFakeWorld()
    const controller = new AbortController()
    const before = world.clock.now()
    world.later(1500, () => controller.abort())
    const profile = { ...world.request.profile, enterDelayMs: 60_000 }
    await expect(world.deliver({ request: { profile }, hands: { signal: controller.signal } })).rejects.toMatchObject({ code: 'cancelled' })
    expect(world.clock.now() - before).toBe(1500)
  })

  it('that was cancelled before its turn does nothing', async () => {
    const world = createFakeWorld()
    await expect(world.deliver({ hands: { signal: AbortSignal.abort() } })).rejects.toMatchObject({ code: 'cancelled' })
    expect(world.account).toEqual([])
  })
})

it('two deliveries into one pane run one after the other', async () => {
  const world = createFakeWorld({ turnMs: 10 })
  const other = {
    ...world.request,
    messageId: 'm2' as typeof world.request.messageId,
    text: '[czar m2 · assignment a1 · nudge] How is it going?',
  }
  const both = Promise.all([deliver(world.request, world.hands), deliver(other, world.hands)])
  expect(await world.clock.run(both)).toMatchObject([{ kind: 'submitted' }, { kind: 'submitted' }])
  expect(world.agent.taken).toEqual([TASK, other.text])
})
