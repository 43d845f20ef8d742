import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { RawSignal } from '../../../../src/adapters/agents/signals/read-signals.ts'
import { watchSignals } from '../../../../src/adapters/agents/signals/watch-signals.ts'
import { writeSignal } from '../../../../src/adapters/agents/signals/write-signal.ts'
import type { AgentObservation } from '../../../../src/core/ports/agents-port.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { until } from '../../../support/until.ts'

const busy: AgentObservation = { kind: 'turn', turn: 'busy', waitingFor: null, text: null, evidence: 'test', strength: 'exact' }

const tokens = { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 }
const used: AgentObservation = { kind: 'usage', session: 'one', tokens, usd: null, context: null, contextTokens: null }

/**
 * In this test a string is a session signal, an even number a turn, and an odd number a sum of usage. Everything else is
 * malformed.
 */
function translate({ value }: RawSignal): readonly AgentObservation[] | null {
  if (typeof value === 'string') return [{ kind: 'session', agentSession: value }]
  return typeof value === 'number' ? [value % 2 === 0 ? busy : used] : null
}

async function follow(directory: string) {
  const heard: string[] = []
  const notes: string[] = []
  const channel = await watchSignals(directory, {
    translate,
    observe: each => heard.push(each.kind === 'session' ? each.agentSession : each.kind),
    note: text => notes.push(text),
  })
  onTestFinished(() => channel.close())
  return { heard, notes, channel }
}

test('existing and new signal files are reported once each, in the order of writing', async () => {
  const directory = join(await temporaryDirectory(), 'signals')
  for (const name of ['a', 'b', 'c']) writeSignal(directory, name)
  const { heard, channel } = await follow(directory)
  expect(heard).toEqual(['a', 'b', 'c'])
  for (let count = 0; count < 50; count++) writeSignal(directory, `d${count}`)
  await until(() => heard.length === 53)
  await channel.refresh()
  expect(heard).toEqual(['a', 'b', 'c', ...Array.from({ length: 50 }, (_, count) => `d${count}`)])
})

test('a new signal file is noticed through a file system event, without polling', async () => {
  const directory = join(await temporaryDirectory(), 'signals')
  const { heard, notes } = await follow(directory)
  for (let count = 1; count <= 9; count++) {
    writeSignal(directory, 'x')
    await until(() => heard.length === count, Boolean, { everyMs: 1 })
  }
  expect(notes).toEqual([])
})

test('a new watch, as after a restart of the czar, reports all signals again', async () => {
  const directory = join(await temporaryDirectory(), 'signals')
  const first = await follow(directory)
  writeSignal(directory, 'a')
  await until(() => first.heard.length === 1)
  await first.channel.close()
  writeSignal(directory, 'while nobody looked')
  const second = await follow(directory)
  expect(second.heard).toEqual(['a', 'while nobody looked'])
  expect(first.heard).toEqual(['a'])
})

test('a file that is no signal is skipped and logged, and a file that is being written is not read', async () => {
  const directory = join(await temporaryDirectory(), 'signals')
  await mkdir(directory)
  await writeFile(join(directory, '1-cut.json'), '{"kind":')
  await writeFile(join(directory, '2-other.json'), '{}')
  await writeFile(join(directory, '3-huge.json'), JSON.stringify('x'.repeat(8 * 1024 * 1024)))
  await writeFile(join(directory, '.4-unfinished.json'), '"never"')
  await writeFile(join(directory, '5-legal.json'), JSON.stringify('y'.repeat(1_200_000)))
  const { heard, notes } = await follow(directory)
  expect(heard.map(text => text.length)).toEqual([1_200_000])
  expect(notes.sort()).toEqual([
    expect.stringMatching(/is not a signal: .*2-other\.json/),
    expect.stringMatching(/8388610 bytes \(more than 8388608\): .*3-huge\.json/),
    expect.stringMatching(/is not JSON: .*1-cut\.json/),
  ])
})

test('thousands of turn and usage signals are pruned, but receipts and sessions stay for the next start', async () => {
  const directory = join(await temporaryDirectory(), 'signals')
  writeSignal(directory, 'keep me')
  for (let count = 0; count < 1500; count++) writeSignal(directory, count)
  writeSignal(directory, 'and me')
  const first = await follow(directory)
  expect(first.heard).toHaveLength(1502)
  expect((await readdir(directory)).length).toBeLessThan(600)
  const second = await follow(directory)
  expect(second.heard.filter(text => text !== 'turn' && text !== 'usage')).toEqual(['keep me', 'and me'])
})

test('a signal file with an older name that is renamed into place late is still reported', async () => {
  const root = await temporaryDirectory()
  const directory = join(root, 'signals')
  const { heard } = await follow(directory)
  writeSignal(directory, 'new')
  await until(() => heard.length === 1)
  await writeFile(join(root, 'old'), '"old"')
  await rename(join(root, 'old'), join(directory, '0000000000000000001-1-000001.json'))
  await until(() => heard.length === 2)
})

test('if the signal directory is removed, the watch does not fail and can be closed', async () => {
  const directory = join(await temporaryDirectory(), 'signals')
  const { heard, channel } = await follow(directory)
  await rm(directory, { recursive: true })
  await channel.refresh()
  expect(heard).toEqual([])
})
