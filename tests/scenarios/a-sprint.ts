import { fileURLToPath } from 'node:url'
import type { Assumptions } from '../../simulation/assumptions.ts'
import type { Mix } from '../../simulation/plan-sprint.ts'
import { runSprint, type Sprint, type SprintOptions } from '../../simulation/run-sprint.ts'
import type { FaultRates } from '../../simulation/world.ts'
import { readPrompts } from '../../src/adapters/prompts/read-prompts.ts'

const texts = await readPrompts(fileURLToPath(new URL('../../prompts', import.meta.url)))

export const noFaults: FaultRates = { fails: 0, slow: 0, killsPerHour: 0, serverDeathsPerHour: 0 }
/** Assumptions by which no worker asks or stops, and the accept commands find every fault. */
export const plain: Partial<Assumptions> = {
  asksQuestion: 0,
  meetsPermission: 0,
  tellsNoTurns: 0,
  gatesBlind: 0,
  freshMisreads: 0,
  thinks: 0,
  stopsAfterStep: 0,
}
export const honestFew: Mix = { workers: 2, bonus: 1, misreading: 0, troubled: 0 }

/** A simulated run of two honest workers, in which no action fails. A test overrides the part that it is about. */
export function aSprint(over: Partial<SprintOptions> & { readonly seed: string }): Sprint {
  return runSprint({ texts, mix: honestFew, faults: noFaults, conduct: plain, ...over })
}

/** Each task with its final state, in the order of the project file. */
export function outcomes({ state }: Sprint): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.values(state.tasks).map(({ id, state: where }) => [id, where]))
}

export function rightShare(sprints: readonly Sprint[]): number {
  const tasks = sprints.reduce((sum, { world }) => sum + world.plan.tasks.size, 0)
  const right = sprints.flatMap(({ tally }) => [...tally.accepted.values()]).filter(outcome => outcome === 'right').length
  return right / tasks
}
