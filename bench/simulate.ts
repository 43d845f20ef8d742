import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ASSUMPTION_SWITCHES, readAssumptions } from '../simulation/assumptions.ts'
import type { Mix } from '../simulation/plan-sprint.ts'
import { runSprint, type Supervisor } from '../simulation/run-sprint.ts'
import { addSprint, emptySum, type Sum } from '../simulation/sums/sum-sprints.ts'
import type { FaultRates } from '../simulation/world.ts'
import { readPrompts } from '../src/adapters/prompts/read-prompts.ts'

/**
 * Plays whole simulated runs with czar's real rules. A third of the tasks are misread at first, and 5 % of the actions fail. Two simpler
 * programs, `loop` and `none`, play the same seeds. The mix `rough` adds more trouble, and actions that are slow or never end. Run: npm run
 * bench -- simulate [--sprints 1000] [--seed headline] [--misreading 0.333] [--troubled 0.3] [--fails 0.05] [--obedience 1] [--review
 * none|advise|gate] [--forecast off|tell|pause] [--programs czar,loop,none] [--mixes calm,rough] [--attended] [--why]. Each assumption of
 * simulation/assumptions.ts and agents/behaviours.ts has a flag of its own, such as --gates-blind 0.3.
 */
const { values } = parseArgs({
  options: {
    ...ASSUMPTION_SWITCHES,
    sprints: { type: 'string', default: '1000' },
    seed: { type: 'string', default: 'headline' },
    misreading: { type: 'string', default: '0.3333' },
    troubled: { type: 'string', default: '0.3' },
    fails: { type: 'string', default: '0.05' },
    obedience: { type: 'string', default: '1' },
    programs: { type: 'string', default: 'czar,loop,none' },
    mixes: { type: 'string', default: 'calm,rough' },
    attended: { type: 'boolean', default: false },
    review: { type: 'string', default: 'none' },
    forecast: { type: 'string', default: 'tell' },
    why: { type: 'boolean', default: false },
  },
})
const texts = await readPrompts(fileURLToPath(new URL('../prompts', import.meta.url)))
const conduct = readAssumptions(values)
const calm: Mix = {
  workers: 6,
  bonus: 2,
  misreading: Number(values.misreading),
  troubled: 0,
  obedience: Number(values.obedience),
  isAttended: values.attended,
  merging: mergingOf(values),
}
const faults: FaultRates = { fails: Number(values.fails), slow: 0, killsPerHour: 0, serverDeathsPerHour: 0 }
const MIXES: Readonly<Record<string, { readonly mix: Mix; readonly faults: FaultRates }>> = {
  calm: { mix: calm, faults },
  rough: {
    mix: { ...calm, troubled: Number(values.troubled) },
    faults: { ...faults, slow: 0.05, killsPerHour: 0.2, serverDeathsPerHour: 0.05 },
  },
}

const columns = values.mixes
  .split(',')
  .flatMap(name => values.programs.split(',').map(program => ({ name: `${name}, ${program}`, ...play(name, program as Supervisor) })))

const percent = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`)
const rows: readonly (readonly [string, (sum: Sum, seconds: number) => string])[] = [
  ['sprints, tasks', sum => `${sum.sprints}, ${sum.tasks}`],
  ['tasks accepted', sum => percent(sum.accepted, sum.tasks)],
  ['tasks accepted and right', sum => percent(sum.right, sum.tasks)],
  ['accepted, nothing shows the fault', sum => percent(sum.hidden, sum.tasks)],
  ['accepted and wrong besides', sum => percent(sum.accepted - sum.right - sum.hidden, sum.tasks)],
  ['tasks landed', sum => percent(sum.landed, sum.tasks)],
  ['tasks landed and right', sum => percent(sum.landedRight, sum.tasks)],
  ['sprints landed without a person', sum => percent(sum.landedAlone, sum.sprints)],
  ['landed trees that fail their tests', sum => percent(sum.broken, sum.sprints)],
  ['given back by the train, of tasks', sum => percent(sum.returned, sum.tasks)],
  ["work that was a peer's", sum => percent(sum.duplicatedMs, sum.workedMs)],
  ['work that another did too', sum => percent(sum.duplicatedMs + sum.repeatedMs, sum.workedMs)],
  ['sprints without a call', sum => percent(sum.sprints - sum.called, sum.sprints)],
  ['sprints that needed nobody', sum => percent(sum.sprints - sum.needed, sum.sprints)],
  ['false alarms in 100 worker hours', sum => ((100 * sum.falseAlarms) / sum.workerHours).toFixed(1)],
  ['right work sent back', sum => percent(sum.wrongRejections, sum.tasks)],
  ['sent back by reviews, of tasks', sum => percent(sum.reviewed, sum.tasks)],
  ['of these right', sum => percent(sum.wronglyReviewed, sum.reviewed)],
  ['a review shows a fault in the end', sum => percent(sum.shown, sum.tasks)],
  ['of these right', sum => percent(sum.wronglyShown, sum.shown)],
  ['told of a conflict, of tasks', sum => percent(sum.told, sum.tasks)],
  ['of these before the claim', sum => percent(sum.toldInTime, sum.told)],
  ['told to wait, of tasks', sum => percent(sum.waits, sum.tasks)],
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
  console.log(`\n${name}: called for ${list(sum.calledFor)}`)
  if (!values.why) continue
  console.log(`  false alarms: ${list(sum.alarms)}\n  not accepted: ${list(sum.unaccepted)}\n  wrong: ${list(sum.wrongs)}`)
  for (const example of sum.examples) console.log(`  ${example}`)
}

function mergingOf({ review, forecast }: { readonly review: string; readonly forecast: string }): NonNullable<Mix['merging']> {
  if (!['none', 'advise', 'gate'].includes(review)) throw new Error(`--review is none, advise or gate, not ${review}`)
  if (!['off', 'tell', 'pause'].includes(forecast)) throw new Error(`--forecast is off, tell or pause, not ${forecast}`)
  const verdict = review === 'gate' ? 'gate' : 'advise'
  const by = { by: 'claude', when: 'proven', verdict, tellAuthor: false, withinMs: 1_800_000 } as const
  return { forecast: forecast as 'off' | 'tell' | 'pause', ...(review === 'none' ? {} : { review: by }) }
}

function list(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].toSorted(([, one], [, other]) => other - one)
  return sorted.map(([what, count]) => `${what} ${count}`).join(', ') || 'nothing'
}

function play(name: string, program: Supervisor): { sum: Sum; seconds: number } {
  const mix = MIXES[name]
  if (mix === undefined || !['czar', 'loop', 'none'].includes(program)) throw new Error(`there is no ${name}, ${program}`)
  const sum = emptySum()
  const before = process.cpuUsage()
  for (let number = 1; number <= Number(values.sprints); number++) {
    const seed = `${values.seed}-${number}`
    addSprint(sum, seed, runSprint({ ...mix, program, conduct, seed, texts }))
  }
  const { user, system } = process.cpuUsage(before)
  return { sum, seconds: (user + system) / 1_000_000 }
}
