import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { historyFile, openHistory, openHistoryReader } from '../../../src/adapters/history/history.ts'
import { keepHistory } from '../../../src/cli/compose/keep-history.ts'
import type { State } from '../../../src/core/state/types/state.ts'
import type { Log } from '../../../src/supervisor/hands.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'
import { aStory, begin, complete, report, verdict } from '../../support/worlds/story.ts'

const FAST = { afterMs: 0, gapMs: 1, retryMs: 5 }

interface Heard {
  readonly said: string[]
  readonly log: Log
}

function aLog(): Heard {
  const said: string[] = []
  const hear = (fields: unknown) => void said.push(JSON.stringify(fields))
  return { said, log: { info: hear, warn: hear, error: hear, debug: hear } as unknown as Log }
}

function aProvenState(): State {
  const world = aStory()
  complete(world, 'one')
  return world.state
}

/** A fleet whose only task has begun. The history has its record. */
async function aKeptFleet() {
  const stateDir = await temporaryDirectory()
  const { log, said } = aLog()
  const keeper = keepHistory(stateDir, log, { pace: FAST })
  const world = aStory()
  begin(world, 'one')
  keeper.follow(world.state)
  await until(() => tasksIn(stateDir).length > 0)
  return { stateDir, keeper, said }
}

function tasksIn(stateDir: string): readonly string[] {
  const reader = openHistoryReader({ stateDir })
  const tasks = reader?.list({}, 100).map(({ task, result }) => `${task} ${result}`) ?? []
  reader?.close()
  return tasks
}

test('the work is in the history while the fleet works, and again when the czar ends', async () => {
  const { stateDir, keeper, said } = await aKeptFleet()
  expect(tasksIn(stateDir)).toEqual(['one open'])
  keeper.follow(aProvenState())
  keeper.close()
  expect(tasksIn(stateDir)).toEqual(['one proven'])
  expect(said).toEqual([])
})

test("if a person deletes or replaces the history while the fleet works, czar writes all of the fleet's work again", async () => {
  const { stateDir, keeper, said } = await aKeptFleet()
  // Another czar has the deleted file open too.
  const other = openHistory({ stateDir })
  rmSync(historyFile(stateDir))
  keeper.follow(aProvenState())
  await until(() => tasksIn(stateDir).includes('one proven'))
  other.close()
  renameSync(historyFile(stateDir), `${historyFile(stateDir)}.broken`)
  openHistory({ stateDir }).close()
  keeper.follow({ ...aProvenState() })
  keeper.close()
  expect(tasksIn(stateDir)).toEqual(['one proven'])
  expect(said).toEqual([])
})

test('a czar that ends before its first writing still leaves its work in the history', async () => {
  const stateDir = await temporaryDirectory()
  const keeper = keepHistory(stateDir, aLog().log)
  keeper.follow(aProvenState())
  expect(existsSync(historyFile(stateDir))).toBe(false)
  keeper.close()
  expect(tasksIn(stateDir)).toEqual(['one proven'])
})

test('a czar without any work creates no history', async () => {
  const stateDir = await temporaryDirectory()
  const keeper = keepHistory(stateDir, aLog().log, { pace: FAST })
  keeper.follow(aStory().state)
  keeper.close()
  expect(existsSync(historyFile(stateDir))).toBe(false)
})

test.each([
  ['broken', (file: string) => writeFileSync(file, 'no database'.repeat(100))],
  [
    'newer',
    (file: string) => {
      const database = new DatabaseSync(file)
      database.exec('PRAGMA user_version = 99')
      database.close()
    },
  ],
])('a %s history does not disturb the czar, and is reported once', async (_, spoil) => {
  const stateDir = await temporaryDirectory()
  spoil(historyFile(stateDir))
  const { log, said } = aLog()
  const keeper = keepHistory(stateDir, log, { pace: FAST })
  const world = aStory()
  keeper.follow(world.state)
  complete(world, 'one')
  keeper.follow(world.state)
  await until(() => said.length > 0)
  keeper.follow({ ...world.state, assignments: { ...world.state.assignments } })
  keeper.close()
  expect(said).toHaveLength(1)
  expect(said[0]).toContain('history.db')
})

test('after a locked history is free again, nothing is missing', async () => {
  const stateDir = await temporaryDirectory()
  openHistory({ stateDir }).close()
  const other = new DatabaseSync(historyFile(stateDir))
  other.exec('BEGIN IMMEDIATE')
  const { log, said } = aLog()
  const keeper = keepHistory(stateDir, log, { pace: FAST })
  keeper.follow(aProvenState())
  await until(() => said.length > 0)
  other.exec('COMMIT')
  other.close()
  await until(() => tasksIn(stateDir).length > 0)
  keeper.close()
  expect(tasksIn(stateDir)).toEqual(['one proven'])
  expect(said).toHaveLength(1)
})

test('the czar learns the facts of its own fleet after they are written, and states each fact once', async () => {
  const stateDir = await temporaryDirectory()
  const heard: string[][] = []
  const onFacts = (facts: readonly { readonly text: string }[]) => void heard.push(facts.map(({ text }) => text))
  const keeper = keepHistory(stateDir, aLog().log, { pace: FAST, onFacts })
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'fact', { text: 'src/db needs the emulator' })
  keeper.follow(world.state)
  await until(() => heard.length > 0)
  expect(heard.at(-1), 'nothing is proven yet').toEqual([])
  report(world, 'one', 'done')
  verdict(world, 'one', 'verified')
  keeper.follow(world.state)
  await until(() => heard.at(-1)?.length === 1)
  expect(heard.at(-1)).toEqual(['src/db needs the emulator'])
  const before = heard.length
  keeper.close()
  expect(heard, 'a czar that ends hears no more').toHaveLength(before)
  const again = keepHistory(stateDir, aLog().log, { pace: FAST })
  again.follow(world.state)
  again.close()
  const reader = openHistoryReader({ stateDir })
  expect(reader?.findFacts({}, 10)).toMatchObject([{ confirmations: 1, repository: '/repository' }])
  reader?.close()
})
