import { fileURLToPath } from 'node:url'
import { runSprint } from '../simulation/run-sprint.ts'
import { readPrompts } from '../src/adapters/prompts/read-prompts.ts'
import type { Journaled } from '../src/core/events/event.ts'
import { createDecide, type Decide } from '../src/core/policy/decide/create-decide.ts'
import { decide } from '../src/core/policy/decide/decide.ts'
import { emptyState } from '../src/core/state/empty.ts'
import { fold } from '../src/core/state/fold.ts'

/**
 * Measures what czar's rules cost, with the journals of simulated runs. The runs have six workers, every kind of trouble, and output as
 * often as in real use. For each event, the state is updated and the rules are asked for decisions, both with the supervisor's caches and
 * without. Updating the state is also measured alone. Times are processor time. Run: npm run bench -- core
 */
const SPRINTS = 20
const DECIDED = 1_000_000
const REPLAYED = 1_000_000

const texts = await readPrompts(fileURLToPath(new URL('../prompts', import.meta.url)))
const journals = Array.from({ length: SPRINTS }, (_, index) => journalOf(`core-${index}`))
const events = journals.reduce((sum, journal) => sum + journal.length, 0)
console.log(`${SPRINTS} sprints, ${events} events`)

for (const [name, most, ask] of [
  ['folded and decided', DECIDED, createDecide],
  ['the plain way', DECIDED, () => decide],
  ['replayed', REPLAYED, null],
] as const) {
  const { count, seconds, decisions } = play(most, ask)
  const rate = Math.round(count / seconds).toLocaleString('en')
  console.log(`${name}: ${count} events in ${seconds.toFixed(1)} s, ${rate} a second, ${decisions} decisions`)
}

function journalOf(seed: string): readonly Journaled[] {
  const journal: Journaled[] = []
  const faults = { fails: 0.05, slow: 0.05, killsPerHour: 0.2, serverDeathsPerHour: 0.05 }
  const mix = { workers: 6, bonus: 2, misreading: 1 / 3, troubled: 0.3 }
  runSprint({ seed, texts, mix, faults, outputEveryMs: 10_000, onEvent: event => void journal.push(event) })
  return journal
}

interface Played {
  readonly count: number
  readonly seconds: number
  readonly decisions: number
}

/** Replays the journals in a loop until this number of events has passed. */
function play(most: number, createAsk: (() => Decide) | null): Played {
  let [count, decisions] = [0, 0]
  const before = process.cpuUsage()
  while (count < most) {
    for (const journal of journals) {
      const ask = createAsk?.()
      let state = emptyState
      for (const event of journal) {
        state = fold(state, event)
        if (ask !== undefined) decisions += ask(state, event.at).decisions.length
      }
      count += journal.length
    }
  }
  const { user, system } = process.cpuUsage(before)
  return { count, decisions, seconds: (user + system) / 1_000_000 }
}
