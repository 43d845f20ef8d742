/**
 * Delivers texts to agent programs that misbehave, in real tmux: `npm run build && node bench/deliveries.ts [count]`. Compares what czar
 * reports as taken with what the agents say they took. Three of the resulting numbers must be 0. Otherwise the exit code is 1.
 */
import { setTimeout as pause } from 'node:timers/promises'
import pLimit from 'p-limit'
import type { DeliveryRequest, DeliveryResult } from '../src/supervisor/delivery/delivery.ts'
import { type RealAgent, type RealFleet, startRealFleet } from '../tests/supervisor/delivery/support/real-fleet.ts'
import { scriptedProfile } from '../tests/supervisor/delivery/support/scripted-profile.ts'
import { until } from '../tests/support/until.ts'
import { seededRandom } from './support/seeded-random.ts'

interface Kind {
  readonly env?: (random: () => number) => Record<string, string>
  /** What a person or tmux does when the agent is ready, or during the delivery. */
  readonly meanwhile?: (fleet: RealFleet, agent: RealAgent, random: () => number) => Promise<void>
  readonly killsCzarAfterMs?: (random: () => number) => number
  readonly chars?: number
}

const KINDS: Record<string, Kind> = {
  innocent: {},
  'large text': { chars: 300_000 },
  'slow boot': { env: random => ({ SCRIPTED_BOOT_MS: String(Math.round(300 + 1500 * random())) }) },
  'trust dialog': { env: () => ({ SCRIPTED_DIALOG: 'trust' }) },
  'swallows first Enter': { env: () => ({ SCRIPTED_SWALLOW_ENTERS: '1' }) },
  'swallows two Enters': { env: () => ({ SCRIPTED_SWALLOW_ENTERS: '2' }) },
  'swallows all Enters': { env: () => ({ SCRIPTED_SWALLOW_ENTERS: '99' }) },
  'swallows quick Enter': { env: () => ({ SCRIPTED_SWALLOW_WITHIN_MS: '400' }) },
  'copy mode': { meanwhile: (fleet, agent) => fleet.tmux('copy-mode', '-t', agent.request.pane) },
  'dies of prompt': { env: () => ({ SCRIPTED_EXIT_ON: 'prompt' }) },
  'killed meanwhile': {
    meanwhile: async (fleet, agent, random) => {
      await pause(900 * random())
      await fleet.terminal.end(agent.session, 0)
    },
  },
  'czar killed': { killsCzarAfterMs: random => 50 + 800 * random() },
}

interface Run {
  readonly kind: string
  readonly result: DeliveryResult | null
  readonly ms: number
  readonly copies: number
}

const count = Number(process.argv[2] ?? 200)
const random = seededRandom(1)
const fleet = await startRealFleet({})
const startedAt = performance.now()
const limit = pLimit(6)
const names = Object.keys(KINDS)
const runs = await Promise.all(
  Array.from({ length: count }, (_, number) => limit(() => run(fleet, names[number % names.length] ?? 'innocent'))),
)
await fleet.end()
process.exitCode = report(runs, performance.now() - startedAt)

async function run(fleet: RealFleet, kind: string): Promise<Run> {
  const { env, chars = 2000 } = KINDS[kind] ?? {}
  const agent = await fleet.start(scriptedProfile(env?.(random) ?? {}))
  const text = `${agent.request.text}\n${'\tone more line └── 🦀\n'.repeat(Math.ceil(chars / 22))}end`
  await readyAgent(fleet, agent)
  const before = performance.now()
  const result = await deliverAsCzar(agent, kind, text).catch((error: unknown) => {
    console.error(kind, error)
    return null
  })
  const ms = performance.now() - before
  // If a text comes a second time, it comes later. So the bench waits.
  await pause(1500)
  await agent.watch.refresh()
  const sha256 = agent.pasted[0]?.sha256
  const copies = sha256 === undefined ? 0 : agent.receipts(sha256)
  if (kind !== 'killed meanwhile') await fleet.terminal.end(agent.session, 0)
  return { kind, result, ms, copies }
}

/** Answers known dialogs, and waits until the agent is ready for a text, as the supervisor does. */
async function readyAgent(fleet: RealFleet, agent: RealAgent): Promise<void> {
  await until(async () => {
    const isReady = agent.watch.seen().some(({ kind }) => kind === 'ready')
    if (!isReady && (await agent.screen()).includes('❯ 1. Yes, I trust')) await fleet.terminal.keys(agent.request.pane, ['Enter'])
    return isReady
  })
}

async function deliverAsCzar(agent: RealAgent, kind: string, text: string): Promise<DeliveryResult> {
  const { meanwhile, killsCzarAfterMs } = KINDS[kind] ?? {}
  const beside = meanwhile?.(fleet, agent, random)
  if (kind === 'copy mode') await beside
  const kill = new AbortController()
  const timer = killsCzarAfterMs === undefined ? undefined : setTimeout(() => kill.abort(), killsCzarAfterMs(random))
  try {
    const result = await agent.deliver({ request: { text }, hands: { signal: kill.signal } })
    await beside
    return result
  } catch (error) {
    if (!kill.signal.aborted) throw error
    const resume: DeliveryRequest['resume'] = agent.pasted.length > 0 ? 'after-paste' : 'after-intent'
    return agent.deliver({ request: { text, resume } })
  } finally {
    clearTimeout(timer)
  }
}

function report(runs: readonly Run[], totalMs: number): number {
  const rows = names.map(kind => {
    const mine = runs.filter(each => each.kind === kind)
    const times = mine.map(each => each.ms).sort((a, b) => a - b)
    return {
      kind,
      runs: mine.length,
      submitted: mine.filter(each => each.result?.kind === 'submitted').length,
      undelivered: mine.filter(each => each.result?.kind === 'undelivered').length,
      'median ms': Math.round(times[Math.floor(times.length / 2)] ?? 0),
      'most ms': Math.round(times.at(-1) ?? 0),
    }
  })
  console.table(rows)
  const falselySubmitted = runs.filter(each => each.result?.kind === 'submitted' && each.copies === 0).length
  const doubles = runs.filter(each => each.copies > 1).length
  const lostWithoutAWord = runs.filter(each => each.result === null).length
  const takenYetUndelivered = runs.filter(each => each.result?.kind === 'undelivered' && each.copies > 0).length
  console.log({ runs: runs.length, seconds: Math.round(totalMs / 1000), falselySubmitted, doubles, lostWithoutAWord, takenYetUndelivered })
  for (const reason of new Set(runs.flatMap(each => (each.result?.kind === 'undelivered' ? [`${each.kind}: ${each.result.reason}`] : []))))
    console.log(reason)
  return falselySubmitted + doubles + lostWithoutAWord === 0 ? 0 : 1
}
