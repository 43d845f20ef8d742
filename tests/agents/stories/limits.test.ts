import { expect } from 'vitest'
import { until } from '../../support/until.ts'
import { aRealFleet, aRealWorker } from '../support/a-real-fleet.ts'
import { fleetStory } from '../support/fleet-story.ts'
import { honestSteps } from '../support/honest-steps.ts'
import type { LimitStory } from '../support/real-agent.ts'
import { story, type Teller } from '../support/story.ts'

story(['rate'], 'at a rate limit (429) the account waits until the named reset, no person is asked, and the work continues', teller =>
  tellOfLimit('rate', { ...teller.agent.rate, status: 429 }, teller),
)

story(
  ['overload'],
  'at an overloaded provider (529) the account waits, or the running turn retries, no person is asked, and the work continues',
  teller => tellOfLimit('overload', { ...teller.agent.overload, status: 529 }, teller),
)

story(
  ['quota'],
  'at a used-up quota the account waits until the named reset, no person is asked, only the quota dialog gets a key, and the work continues',
  async ({ agent, saw }) => {
    const { quota } = agent
    let over = 0
    const fleet = await aRealFleet(agent, {
      workers: aRealWorker(agent, 'spent'),
      policy: '{ idle_after: 1s }',
      env: quota.env ?? {},
      answer: turn => {
        if (turn.step !== 2 || (over > 0 && Date.now() >= over)) return honestSteps(turn)[turn.step] ?? null
        if (over === 0) over = Math.ceil((Date.now() + SOON_MS) / MINUTE_MS) * MINUTE_MS
        return quota.refuse(over)
      },
    })
    await fleet.launch()
    // Czar may see the dialog before the program reports the limit in words.
    const limited = await fleet.eventually('agent.limited', ({ strength }) => strength === 'exact')
    expect(limited).toMatchObject({ limit: 'quota', account: agent.name, text: expect.stringContaining(quota.text) })
    saw('quota', limited)
    expect(limited.resetAt).toBeGreaterThanOrEqual(over - TOLD_WITHIN_MS)
    expect(limited.resetAt).toBeLessThanOrEqual(over + DIALOG_MS)
    await until(fleet.status, ({ workers }) => workers['spent']?.health === 'limited')
    await fleet.eventually('project.finished', event => event.verified === 1)
    if (quota.isProbed) {
      expect(fleetStory(fleet, 'account.probed')[0]?.at).toBeGreaterThanOrEqual(over)
      expect(fleetStory(fleet, 'account.released')).toHaveLength(1)
    }
    const keys = fleetStory(fleet, 'agent.dialog').map(dialog => dialog.keys)
    expect([...new Set(keys.map(each => JSON.stringify(each)))]).toEqual(quota.dialog === null ? [] : [JSON.stringify(quota.dialog)])
    expect(fleetStory(fleet, 'agent.dialog_answered')).toHaveLength(keys.length)
    expect(fleetStory(fleet, 'message.queued').map(({ messageKind }) => messageKind)).toEqual(quota.messages)
    expect(fleetStory(fleet, 'ladder.climbed', 'attention.raised', 'agent.exited')).toEqual([])
  },
)

const MINUTE_MS = 60_000
/** The limit ends at least this many ms after an agent meets it, because some programs name only full minutes. */
const SOON_MS = 15_000
const TOLD_WITHIN_MS = 2_500
/** Some programs give the end of the limit as a time from now. This time may be too late by the time for which a dialog was open before. */
const DIALOG_MS = 10_000

async function tellOfLimit(
  what: 'rate' | 'overload',
  { refusals, type, message, retryAfter, limited: expected, status }: LimitStory & { status: number },
  { agent, saw }: Teller,
): Promise<void> {
  let refused = 0
  let isOver = false
  const error = { error: { type, message }, status, ...(retryAfter === undefined ? {} : { retryAfter }) }
  const fleet = await aRealFleet(agent, {
    workers: aRealWorker(agent, 'limited'),
    policy: '{ idle_after: 1s }',
    answer: turn => {
      const isRefused = turn.step === 2 && (refusals === null ? !isOver : refused++ < refusals)
      return isRefused ? error : (honestSteps(turn)[turn.step] ?? null)
    },
  })
  await fleet.launch()
  if (expected !== null) {
    const limited = await fleet.eventually('agent.limited')
    expect(limited).toMatchObject({ limit: what, account: agent.name, strength: 'exact', text: expect.stringContaining(expected.text) })
    saw(what, limited)
    const resetMs = limited.resetAt === null ? null : Math.round((limited.resetAt - limited.said) / 1000) * 1000
    expect(resetMs).toBe(expected.resetMs)
    await until(fleet.status, ({ workers }) => workers['limited']?.health === 'limited')
    if (expected.isProbed) {
      const probed = await fleet.eventually('account.probed')
      expect(probed.at).toBeGreaterThanOrEqual(limited.resetAt ?? Number.POSITIVE_INFINITY)
    }
    isOver = true
  }
  // If the program does not say when the limit ends, czar tries again only after minutes. Tests with a fake clock cover that.
  if (expected === null || expected.resetMs !== null || refusals !== null) {
    await fleet.eventually('project.finished', event => event.verified === 1)
    const released = fleetStory(fleet, 'account.released').length
    // A program that goes on by itself may finish the task before czar tests whether the account works again.
    if (expected?.isProbed === true) expect(released).toBe(1)
    else expect(released).toBeLessThanOrEqual(expected === null ? 0 : 1)
  }
  expect(fleetStory(fleet, 'message.queued').map(({ messageKind }) => messageKind)).toEqual(expected?.messages ?? ['brief'])
  expect(fleetStory(fleet, 'ladder.climbed', 'attention.raised', 'agent.exited')).toEqual([])
  expect(fleetStory(fleet, 'agent.limited')).toHaveLength(expected === null ? 0 : 1)
  // Czar may read the program's message about the limit from the screen, but it must read no other error there.
  const trouble = fleetStory(fleet, 'agent.trouble').filter(({ text }) => !text.includes(expected?.text ?? '\0'))
  expect(trouble, 'what the brief says of failing commands is no error').toEqual([])
}
