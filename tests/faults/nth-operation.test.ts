import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readPrompts } from '../../src/adapters/prompts/read-prompts.ts'
import { packageRoot } from '../../src/cli/package-root.ts'
import type { PromptTexts } from '../../src/core/ports/prompts.ts'
import type { Mishap } from './support/count-operations.ts'
import { runSprint, type SprintEnd } from './support/run-sprint.ts'

/** How many runs are played at the same time. A run mostly waits for git. */
const AT_ONCE = 3
/** With 1, every single operation is tested. A larger number tests only some operations, and takes less time. */
const STRIDE = Number(process.env['CZAR_FAULTS_EACH'] ?? 1)
const HOUR_MS = 3_600_000

let prompts: PromptTexts
beforeAll(async () => {
  prompts = await readPrompts(join(packageRoot, 'prompts'))
})

const mishaps: readonly (readonly [string, Mishap])[] = [
  ['fails', 'fails'],
  ['is done and its answer is lost', 'answer-lost'],
  ['is never begun, for the czar was killed', 'killed-before'],
  ['is the last thing that the czar did', 'killed-after'],
]

test.each(mishaps)('fault 1: whichever operation %s, the fleet comes to the same end', { timeout: HOUR_MS }, async (_title, mishap) => {
  const ends = await runAll(mishap)

  console.log(`${mishap}: ${ends.length} of ${ends.at(-1)?.at} operations`)
  expect(ends.flatMap(({ at, end }) => describeDifference(at, end))).toEqual([])
})

interface Run {
  readonly at: number
  readonly end: SprintEnd
}

/** Plays runs with a fault at the operation number 1, 2, 3 and so on, until a run ends before that operation. */
async function runAll(mishap: Mishap): Promise<readonly Run[]> {
  const runs: Run[] = []
  let next = 1
  let isThrough = false
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (!isThrough) {
        const at = next
        next += STRIDE
        const end = await runOnce({ at, mishap })
        if (end.struck === null) isThrough = true
        else runs.push({ at, end })
      }
    }),
  )
  return runs.sort((left, right) => left.at - right.at)
}

async function runOnce(fault: { at: number; mishap: Mishap }): Promise<SprintEnd> {
  const directory = await mkdtemp(join(tmpdir(), 'czar-nth-'))
  try {
    return await runSprint(directory, prompts, fault)
  } catch (error) {
    throw new Error(`operation ${fault.at} ${fault.mishap}: ${error instanceof Error ? error.message : error}`, { cause: error })
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** How the run ended differently than without the fault. */
function describeDifference(at: number, end: SprintEnd): readonly string[] {
  const { tasks, lost, commits, takenTwice, proofsLeft, raisedTwice, matters, sessionsLeft } = end
  const good = { tasks: { one: 'verified', two: 'verified' }, lost: [], commits: { one: 1, two: 2 }, sessionsLeft: 0 }
  const found = { tasks, lost, commits, sessionsLeft }
  const parts = { takenTwice, proofsLeft, raisedTwice, matters }
  const isGood = JSON.stringify(found) === JSON.stringify(good) && Object.values(parts).every(part => part.length === 0)
  return isGood ? [] : [`operation ${at} (${end.struck}): ${JSON.stringify({ ...found, ...parts, czars: end.czars })}`]
}
