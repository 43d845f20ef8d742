import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readPrompts } from '../src/adapters/prompts/read-prompts.ts'
import type { Mix } from './simulation/plan-sprint.ts'
import { runSprint } from './simulation/run-sprint.ts'
import { addSprint, emptySum, type Sum } from './simulation/sum-sprints.ts'
import type { FaultRates } from './simulation/world.ts'

/**
 * Whole sprints of the real core on a made-up clock, in which a third of the tasks are misread at first and 5 % of the
 * operations fail; the same seeds without the czar's judgement beside it.
 * Run: npm run bench -- simulate [--sprints 1000] [--seed headline] [--misreading 0.333] [--fails 0.05]
 *   [--unseen 0.07] [--obedience 1] [--only czar]
 */
const { values } = parseArgs({
  options: {
    sprints: { type: 'string', default: '1000' },
    seed: { type: 'string', default: 'headline' },
    misreading: { type: 'string', default: '0.3333' },
    fails: { type: 'string', default: '0.05' },
    unseen: { type: 'string' },
    obedience: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const texts = await readPrompts(fileURLToPath(new URL('../prompts', import.meta.url)))
const mix: Mix = {
  workers: 6,
  bonus: 2,
  misreading: Number(values.misreading),
  troubled: 0,
  obedience: Number(values.obedience),
  ...(values.unseen === undefined ? {} : { unseen: Number(values.unseen) }),
}
const faults: FaultRates = { fails: Number(values.fails), slow: 0, killsPerHour: 0, serverDeathsPerHour: 0 }
const rough: FaultRates = { ...faults, slow: 0.05, killsPerHour: 0.2, serverDeathsPerHour: 0.05 }

const kinds = [
  { name: 'czar', how: { mix, faults, judges: true } },
  { name: 'none', how: { mix, faults, judges: false } },
  { name: 'rough', how: { mix: { ...mix, troubled: 0.3 }, faults: rough, judges: true } },
  { name: 'rough, none', how: { mix: { ...mix, troubled: 0.3 }, faults: rough, judges: false } },
]
const columns = kinds.filter(({ name }) => name === (values.only ?? name)).map(({ name, how }) => ({ name, ...play(how) }))

const percent = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`)
const rows: readonly (readonly [string, (sum: Sum, seconds: number) => string])[] = [
  ['sprints, tasks', sum => `${sum.sprints}, ${sum.tasks}`],
  ['tasks accepted', sum => percent(sum.accepted, sum.tasks)],
  ['tasks accepted and right', sum => percent(sum.right, sum.tasks)],
  ['of the accepted, right', sum => percent(sum.right, sum.accepted)],
  ["work that was a peer's", sum => percent(sum.duplicatedMs, sum.workedMs)],
  ['sprints without a call', sum => percent(sum.sprints - sum.called, sum.sprints)],
  ['false alarms, of worker hours', sum => percent(sum.falseAlarms, sum.workerHours)],
  ['right work sent back', sum => percent(sum.wrongRejections, sum.tasks)],
  ['operations that failed', sum => percent(sum.failedOperations, sum.operations)],
  ['lost', sum => String(sum.lost)],
  ['hours a sprint', sum => (sum.hours / sum.sprints).toFixed(1)],
  ['events a sprint hour', sum => (sum.events / sum.hours).toFixed(0)],
  ['sprint hours a minute of processor', (sum, seconds) => ((sum.hours / seconds) * 60).toFixed(0)],
]
console.log(`${''.padEnd(36)}${columns.map(({ name }) => name.padStart(14)).join('')}`)
for (const [label, show] of rows)
  console.log(`${label.padEnd(36)}${columns.map(({ sum, seconds }) => show(sum, seconds).padStart(14)).join('')}`)
for (const { name, sum } of columns) {
  const calls = [...sum.calledFor].map(([what, count]) => `${what} ${count}`).join(', ')
  console.log(`\n${name}: called for ${calls || 'nothing'}`)
  for (const example of sum.examples) console.log(`  ${example}`)
}

function play(how: { mix: Mix; faults: FaultRates; judges: boolean }): { sum: Sum; seconds: number } {
  const sum = emptySum()
  const before = process.cpuUsage()
  for (let number = 1; number <= Number(values.sprints); number++) {
    const seed = `${values.seed}-${number}`
    addSprint(sum, seed, runSprint({ ...how, seed, texts }))
  }
  const { user, system } = process.cpuUsage(before)
  return { sum, seconds: (user + system) / 1_000_000 }
}
