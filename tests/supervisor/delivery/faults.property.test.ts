import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { DeliveryRequest, DeliveryResult } from '../../../src/supervisor/delivery/delivery.ts'
import type { Behaviour } from './support/fake-agent.ts'
import { createFakeWorld, type FakeWorld, TASK } from './support/fake-world.ts'

const DIALOG = 'Do you trust the files in this folder?'
const SHORT = '[czar m1 · assignment a1 · nudge] How is it going?'

/** A person needs at least so long to type something and leave. */
const HAND_MS = 500

/** Events that people, agents and tmux may cause in the middle of a delivery. */
const FAULTS = {
  types: world => world.types('and also'),
  sends: world => world.types('hello\n'),
  enters: world => world.types('\n'),
  leaves: world => world.later(HAND_MS, () => leave(world, false)),
  detachesInCopyMode: world => world.later(HAND_MS, () => leave(world, true)),
  scrolls: world => Object.assign(world.pane, { writers: 1, inMode: true }),
  asks: world => world.agent.showDialog(DIALOG),
  isAnswered: world => world.agent.showDialog(null),
  dies: world => world.agent.die(),
  loses: world => Object.assign(world.pane, { gone: world.agent.isAlive() ? 'timeout' : 'target-gone' }),
  finds: world => Object.assign(world.pane, { gone: null }),
} satisfies Record<string, (world: FakeWorld) => void>

/**
 * Lets another person use the pane for a moment. It must be another person, because tmux remembers each client's last key, so czar knows
 * that somebody who has just typed is still there.
 */
function leave({ pane, clock }: FakeWorld, inMode: boolean): void {
  const hasJustTyped = pane.lastKeyAt !== null && clock.now() - pane.lastKeyAt < HAND_MS
  Object.assign(pane, { writers: hasJustTyped ? 1 : 0, inMode })
}

/**
 * At the end a person answers every question, presses Enter until the input line is empty, and leaves. The person does this without hurry.
 */
function settlesAll(world: FakeWorld): void {
  for (let at = 60_000; at < 80_000; at += 1000) {
    world.later(at, () => {
      world.agent.showDialog(null)
      if (world.agent.unsent() !== '') FAULTS.enters(world)
      FAULTS.leaves(world)
    })
  }
}

const behaviours = fc.record<Behaviour>({
  style: fc.constantFrom('framed', 'framed', 'plain'),
  givesReceipts: fc.boolean(),
  receiptLagMs: fc.constantFrom(5, 50, 1500, 5000, 15_000),
  readLagMs: fc.constantFrom(1, 5, 120, 900, 4000),
  swallowEnters: fc.constantFrom(0, 0, 1, 2, 9),
  swallowWithinMs: fc.constantFrom(0, 100, 600),
  tearsLines: fc.constantFrom(false, false, false, true),
  losesPastes: fc.constantFrom(0, 0, 0, 1),
  turnMs: fc.constantFrom(0, 300, 5000),
  diesOn: fc.constantFrom(null, null, null, 'paste' as const, 'enter' as const, 'taken' as const),
})
const faults = fc.array(
  fc.record({ at: fc.integer({ min: 0, max: 9000 }), what: fc.constantFrom(...(Object.keys(FAULTS) as (keyof typeof FAULTS)[])) }),
  { maxLength: 4 },
)
/** What is wrong before the delivery begins. Only then may a delivery to a living agent be tried again, because nothing is pasted yet. */
const atFirst = fc.constantFrom(null, null, null, 'asks', 'loses')
const kills = fc.array(fc.integer({ min: 1, max: 4000 }), { maxLength: 2 })

it('whatever happens, a text is taken at most once, counts as submitted only if it was, and every failure is reported', async () => {
  const seen = { retries: 0 }
  await fc.assert(
    fc.asyncProperty(
      behaviours,
      atFirst,
      faults,
      kills,
      fc.constantFrom(TASK, SHORT),
      async (behaviour, first, script, killTimes, text) => {
        const world = createFakeWorld(behaviour, text)
        if (first !== null) FAULTS[first](world)
        for (const { at, what } of script) world.later(at, () => FAULTS[what](world))
        settlesAll(world)
        const result = await deliverAcrossRestarts(world, { text, killTimes, seen })
        const copies = copiesOf(world, text)
        expect(copies.length).toBeLessThanOrEqual(1)
        expect(world.agent.blindAnswers()).toBeLessThanOrEqual(script.filter(({ what }) => what === 'enters' || what === 'sends').length)
        if (result.kind === 'submitted') {
          // If the program gives no receipts, czar cannot tell its own text from text to which a person added something while no czar ran.
          expect(behaviour.givesReceipts || killTimes.length === 0 ? world.agent.taken : copies).toContainEqual(
            behaviour.givesReceipts || killTimes.length === 0 ? text : expect.stringContaining(text),
          )
        } else if (result.kind === 'undelivered') expect(result.reason).not.toBe('')
      },
    ),
    { numRuns: Number(process.env['DELIVERY_RUNS'] ?? 300) },
  )
  expect(seen.retries, 'tries that may be repeated').toBeGreaterThan(0)
})

const LOOK_AGAIN_MS = 500

function copiesOf({ agent }: FakeWorld, text: string): readonly string[] {
  return agent.taken.filter(taken => taken.includes(text))
}

/** Delivers as the supervisor does: after a kill, a new czar reads its journal. If it may try again, it does. */
async function deliverAcrossRestarts(
  world: FakeWorld,
  { text, killTimes, seen }: { text: string; killTimes: readonly number[]; seen: { retries: number } },
): Promise<DeliveryResult> {
  let resume: DeliveryRequest['resume'] = 'fresh'
  let result: DeliveryResult | null = null
  const kills = [...killTimes]
  for (let tries = 0; tries < 5; tries++) {
    const killAfterMs = kills.shift()
    const kill = new AbortController()
    if (killAfterMs !== undefined) world.later(killAfterMs, () => kill.abort())
    const journalled = world.account.length
    try {
      result = await world.deliver({ request: { resume }, hands: { signal: kill.signal } })
      // This program takes each line as a separate text, as long as it runs.
      if (result.kind === 'held' && result.by === 'lines') return result
      if (result.kind === 'held') {
        await world.clock.run(new Promise<void>(resolve => world.later(LOOK_AGAIN_MS, resolve)))
        tries--
        continue
      }
      if (result.kind === 'submitted' || !result.mayRetry || !world.agent.isAlive()) return result
      resume = 'fresh'
    } catch (error) {
      expect(error).toMatchObject({ code: 'cancelled' })
      const hasPasted = world.account.slice(journalled).some(step => step.startsWith('journal'))
      if (resume !== 'after-paste') resume = hasPasted ? 'after-paste' : 'after-intent'
      continue
    }
    seen.retries++
    expect([copiesOf(world, text), world.agent.unsent()], 'nothing is left of a try that may be repeated').toEqual([
      [],
      expect.not.stringContaining(text),
    ])
  }
  if (result === null) throw new Error('five tries and no word')
  return result
}
