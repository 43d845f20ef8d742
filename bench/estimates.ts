import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measureEstimates } from '../simulation/learning/measure-estimates.ts'
import { readPrompts } from '../src/adapters/prompts/read-prompts.ts'

/**
 * Compares the expected end of simulated runs with the real one, with and without a history of earlier runs. The mixes are those of the
 * bench `simulate`. Run: npm run bench -- estimates [--sprints 200] [--seed headline].
 */
const { values } = parseArgs({ options: { sprints: { type: 'string', default: '200' }, seed: { type: 'string', default: 'headline' } } })
const texts = await readPrompts(fileURLToPath(new URL('../prompts', import.meta.url)))
const mix = { workers: 6, bonus: 2, misreading: 1 / 3, troubled: 0 }
const faults = { fails: 0.05, slow: 0, killsPerHour: 0, serverDeathsPerHour: 0 }
const MIXES = {
  calm: { mix, faults },
  rough: { mix: { ...mix, troubled: 0.3 }, faults: { ...faults, slow: 0.05, killsPerHour: 0.2, serverDeathsPerHour: 0.05 } },
}

for (const [name, given] of Object.entries(MIXES)) {
  for (const remembers of [true, false]) {
    const sums = measureEstimates({ ...given, texts, seed: values.seed, sprints: Number(values.sprints), remembers })
    const share = (part: number) => `${((100 * part) / sums.made).toFixed(1)} %`
    const width = sums.widths.toSorted((one, other) => one - other)[Math.floor(sums.widths.length / 2)] ?? 0
    const what = `${name}, ${remembers ? 'with' : 'without'} a history`
    console.log(
      `${what}: ${sums.made} estimates, in range ${share(sums.inRange)}, earlier ${share(sums.tooEarly)}, later ${share(sums.tooLate)}, width ${width.toFixed(1)} of the rest`,
    )
  }
}
