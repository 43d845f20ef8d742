import { fileURLToPath } from 'node:url'
import { BEHAVIOURS, type BehaviourName } from '../simulation/agents/behaviours.ts'
import { runSprint } from '../simulation/run-sprint.ts'
import { compareHealth, type Fit, type Fits } from '../simulation/sums/compare-health.ts'
import { readPrompts } from '../src/adapters/prompts/read-prompts.ts'
import type { Journaled } from '../src/core/events/event.ts'
import { HEALTHS } from '../src/core/model/health.ts'

/**
 * Compares czar's judgement of workers with simulated histories in which every worker's real health is known. Each behaviour is played with
 * many seeds and three workers. Run: npm run bench -- detect [seeds]
 */
const seeds = Number(process.argv[2] ?? 50)
const texts = await readPrompts(fileURLToPath(new URL('../prompts', import.meta.url)))
const noFaults = { fails: 0, slow: 0, killsPerHour: 0, serverDeathsPerHour: 0 }

const all: Fits = new Map()
const byBehaviour = new Map(BEHAVIOURS.map(({ name }) => [name, fitsOf(name)]))

console.log(`${BEHAVIOURS.length} behaviours, ${seeds} seeds each, 3 workers\n`)
console.log('| health | really so | seen | recall | said | precision | delay, median | slowest of 20 |')
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |')
for (const health of HEALTHS) {
  const fit = all.get(health)
  if (fit !== undefined) console.log(`| ${health} ${row(fit)}`)
}
console.log('\n| behaviour | health | really so | seen | recall | said | precision | delay, median | slowest of 20 |')
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |')
for (const [name, fits] of byBehaviour) {
  for (const health of HEALTHS) {
    const fit = fits.get(health)
    if (fit !== undefined && isTelling(health)) console.log(`| ${name} | ${health} ${row(fit)}`)
  }
}

function fitsOf(only: BehaviourName): Fits {
  const fits: Fits = new Map()
  for (let number = 1; number <= seeds; number++) {
    const verdicts: Extract<Journaled, { kind: 'health.changed' }>[] = []
    const sprint = runSprint({
      seed: `detect-${only}-${number}`,
      texts,
      mix: { workers: 3, bonus: 0, misreading: 0, troubled: 0, only },
      faults: noFaults,
      mostHours: 8,
      onEvent(event) {
        // The health `failed` is not counted, because it states czar's own decision about the task.
        if (event.kind === 'health.changed' && event.matter !== 'failed') verdicts.push(event)
      },
    })
    const history = { truth: sprint.tally.truth, verdicts, end: sprint.world.now }
    compareHealth(fits, history)
    compareHealth(all, history)
  }
  return fits
}

/** Whether a health says something about a behaviour. The usual health of every worker says nothing. */
function isTelling(health: string): boolean {
  return health !== 'working' && health !== 'starting' && health !== 'done' && health !== 'waiting'
}

function row({ spells, seen, said, right, delaysMs }: Fit): string {
  const sorted = delaysMs.toSorted((one, other) => one - other)
  const delay = (share: number) => {
    const ms = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
    return ms === undefined ? '–' : ms < 120_000 ? `${(ms / 1_000).toFixed(0)} s` : `${(ms / 60_000).toFixed(1)} min`
  }
  const cells = [spells, seen, percent(seen, spells), said, percent(right, said), delay(0.5), delay(0.95)]
  return `| ${cells.join(' | ')} |`
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`
}
