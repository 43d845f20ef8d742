import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Strength } from '../simulation/learning/give-strengths.ts'
import { playCareer } from '../simulation/learning/play-career.ts'
import { readPrompts } from '../src/adapters/prompts/read-prompts.ts'

/**
 * Compares `agent: auto` with agents that are given in turn. Each career is six simulated runs of six workers, with three agents of different
 * strength. The figures are the shares of first claims that were right, in each run. Run: npm run bench -- learning [--careers 100]
 * [--seed headline].
 */
const { values } = parseArgs({ options: { careers: { type: 'string', default: '100' }, seed: { type: 'string', default: 'headline' } } })
const texts = await readPrompts(fileURLToPath(new URL('../prompts', import.meta.url)))
const faults = { fails: 0.05, slow: 0, killsPerHour: 0, serverDeathsPerHour: 0 }
const strong = { misreading: 0.1, faults: 0.3 }
const medium = { misreading: 0.33, faults: 1 }
const weak = { misreading: 0.7, faults: 3 }
const SPRINTS = 6

const WORLDS: Readonly<Record<string, Readonly<Record<string, Strength>>>> = {
  'the best is listed first': { strong, medium, weak },
  'the best is listed last': { weak, medium, strong },
  'two of three are good': { one: strong, weak, other: strong },
  'all are alike': { one: medium, other: medium, third: medium },
}

for (const [name, agents] of Object.entries(WORLDS)) {
  for (const choice of ['in_turn', 'auto'] as const) {
    const sums = Array.from({ length: SPRINTS }, () => ({ claimed: 0, right: 0 }))
    for (let career = 1; career <= Number(values.careers); career++) {
      const played = playCareer({ seed: `${values.seed}-${career}`, sprints: SPRINTS, agents, faults, texts, choice })
      played.forEach(({ claimed, right }, number) => {
        const sum = sums[number]
        if (sum === undefined) return
        sum.claimed += claimed
        sum.right += right
      })
    }
    const shares = sums.map(({ claimed, right }) => `${((100 * right) / claimed).toFixed(1)} %`)
    console.log(`${name}, ${choice.padEnd(7)}: ${shares.join('  ')}`)
  }
}
