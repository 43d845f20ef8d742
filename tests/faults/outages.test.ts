import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readPrompts } from '../../src/adapters/prompts/read-prompts.ts'
import { packageRoot } from '../../src/cli/package-root.ts'
import { ToolError } from '../../src/core/model/errors.ts'
import type { PromptTexts } from '../../src/core/ports/prompts.ts'
import { temporaryDirectory } from '../support/temporary.ts'
import type { HurriedClock } from './support/hurried-clock.ts'
import { runSprint } from './support/run-sprint.ts'

let prompts: PromptTexts
beforeAll(async () => {
  prompts = await readPrompts(join(packageRoot, 'prompts'))
})

const MINUTE = 60_000

/** A fault in which every call of one kind fails for ten minutes, beginning at this operation. The names of these calls go into `failed`. */
function outage(hand: string, from: number, { error, failed }: { error: ToolError; failed: string[] }) {
  return (clock: HurriedClock) => {
    let until: number | null = null
    return (name: string, number: number) => {
      if (number >= from) until ??= clock.now() + 10 * MINUTE
      if (until === null || clock.now() >= until || !name.startsWith(hand)) return null
      failed.push(name)
      return error
    }
  }
}

const outages = [
  ['fault 14: a tmux that does not answer', 'terminal.', new ToolError('tmux did not answer', { command: ['tmux'], reason: 'timeout' })],
  ['fault 47: a disk that is full', 'ledger.', new ToolError('no space left on device', { command: ['sqlite'], reason: 'failed' })],
] as const

for (const [title, hand, error] of outages) {
  test.each([25, 45, 60, 90, 120])(
    `${title} for ten minutes, from operation %i on, fails no task and ends no agent that has its text`,
    async from => {
      const failed: string[] = []
      const hinder = outage(hand, from, { error, failed })
      const end = await runSprint(await temporaryDirectory(), prompts, { at: 0, mishap: 'fails', hinder })
      expect(failed, 'calls that failed').not.toEqual([])
      const { takenTwice, raisedTwice, lost, proofsLeft } = end
      expect({ takenTwice, raisedTwice, lost, proofsLeft }).toEqual({ takenTwice: [], raisedTwice: [], lost: [], proofsLeft: [] })
      expect(end).toMatchObject({ tasks: { one: 'verified', two: 'verified' }, czars: 1 })
      // If the outage began between a paste and its Enter, it is unknown whether the text arrived. So a fresh agent gets the text.
      expect(end.agents).toBeLessThanOrEqual(3)
      if (hand === 'terminal.') expect(end.matters).toEqual([expect.stringContaining('does not answer')])
    },
  )
}

test('fault 49: a disk on which every write takes five seconds makes no worker look stuck', async () => {
  const slow = (clock: HurriedClock) => (name: string) => {
    if (name === 'ledger.append') clock.skip(5_000)
    return null
  }
  const end = await runSprint(await temporaryDirectory(), prompts, { at: 0, mishap: 'fails', hinder: slow })
  expect(end).toMatchObject({ tasks: { one: 'verified', two: 'verified' }, matters: [], takenTwice: [], agents: 2 })
  expect(end.health).not.toContain('stuck')
})
