import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readPrompts } from '../../src/adapters/prompts/read-prompts.ts'
import { packageRoot } from '../../src/cli/package-root.ts'
import type { PromptTexts } from '../../src/core/ports/prompts.ts'
import { temporaryDirectory } from '../support/temporary.ts'
import type { HurriedClock } from './support/hurried-clock.ts'
import { runSprint, type SprintEnd } from './support/run-sprint.ts'

let prompts: PromptTexts
beforeAll(async () => {
  prompts = await readPrompts(join(packageRoot, 'prompts'))
})

type Pass = (clock: HurriedClock) => void

/** Lets the time pass once, inside the operation with this number. */
function within(at: number, pass: Pass) {
  return (clock: HurriedClock) => {
    let isOver = false
    return (_: string, number: number) => {
      if (number >= at && !isOver) pass(clock)
      isOver ||= number >= at
      return null
    }
  }
}

async function sprintWith(at: number, pass: Pass): Promise<SprintEnd> {
  const end = await runSprint(await temporaryDirectory(), prompts, { at: 0, mishap: 'fails', hinder: within(at, pass) })
  expect(end.operations, 'the run has this operation').toBeGreaterThanOrEqual(at)
  return end
}

const everyFourth = Array.from({ length: 40 }, (_, index) => 1 + 4 * index)
const well = { tasks: { one: 'verified', two: 'verified' }, matters: [], takenTwice: [], lost: [], czars: 1 }

test.each(everyFourth)("fault 70: eight hours of the machine's sleep during operation %i count against no worker", async at => {
  const end = await sprintWith(at, clock => clock.sleep(8 * 3_600_000))
  expect(end).toMatchObject({ ...well, agents: 2 })
  expect(end.health).not.toContain('stuck')
})

test.each(everyFourth)('fault 70: ten minutes in which the czar is stopped during operation %i count against no worker', async at => {
  const end = await sprintWith(at, clock => clock.skip(600_000))
  expect(end).toMatchObject(well)
  expect(end.health).not.toContain('stuck')
  // If the time passed between a paste and its receipt, nobody knows whether the text arrived. So a fresh agent gets the text.
  expect(end.agents).toBeLessThanOrEqual(3)
})
