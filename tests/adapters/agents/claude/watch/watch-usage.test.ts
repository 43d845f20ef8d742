import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { watchUsage } from '../../../../../src/adapters/agents/claude/watch/watch-usage.ts'
import type { ModelPrice } from '../../../../../src/core/model/model-price.ts'
import type { UsageReading } from '../../../../../src/core/model/usage.ts'
import { temporaryDirectory } from '../../../../support/temporary.ts'
import { until } from '../../../../support/until.ts'

const prices: Readonly<Record<string, ModelPrice>> = {
  'claude-big-1': { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6, cacheWriteHour: 10, context: 200_000 },
}

interface Answer {
  readonly id: string
  readonly output: number
  readonly model?: string
  readonly request?: string
  readonly isSidechain?: boolean
  readonly cacheRead?: number
}

function line({ id, output, model = 'claude-big-1-20260101', request = `r-${id}`, isSidechain = false, cacheRead = 0 }: Answer): string {
  const usage = { input_tokens: 10, output_tokens: output, cache_read_input_tokens: cacheRead, cache_creation_input_tokens: 0 }
  return `${JSON.stringify({ type: 'assistant', requestId: request, isSidechain, message: { id, model, usage } })}\n`
}

async function aTranscript(...answers: readonly Answer[]) {
  const directory = await temporaryDirectory()
  const path = join(directory, 'abc.jsonl')
  await writeFile(path, answers.map(line).join(''))
  const readings: UsageReading[] = []
  const notes: string[] = []
  const watch = watchUsage({ prices, note: text => notes.push(text) }, reading => readings.push(reading))
  watch.hear({ session_id: 'abc', transcript_path: path, hook_event_name: 'SessionStart' })
  return { path, watch, readings, notes, directory }
}

test('each answer of the model counts once, with the largest figures that any of its lines has', async () => {
  const grown = [5, 40, 100].map(output => ({ id: 'm1', output }))
  const { watch, readings } = await aTranscript(
    ...grown,
    { id: 'm2', output: 50, cacheRead: 1_000 },
    { id: 'm1', output: 100, request: 'other' },
  )
  await watch.look()
  expect(readings).toEqual([
    {
      session: 'abc',
      tokens: { input: 30, output: 250, cacheRead: 1_000, cacheWrite: 0 },
      usd: (30 * 5 + 250 * 25 + 1_000 * 0.5) / 1e6,
      contextTokens: 110,
      context: 110 / 200_000,
    },
  ])
})

test('czar reads only appended lines, each when it is complete, and reports nothing if nothing changed', async () => {
  const { path, watch, readings } = await aTranscript({ id: 'm1', output: 10 })
  await watch.look()
  await watch.look()
  const next = line({ id: 'm2', output: 20 })
  await appendFile(path, next.slice(0, 40))
  await watch.look()
  expect(readings).toHaveLength(1)
  await appendFile(path, next.slice(40))
  await watch.look()
  expect(readings.map(({ tokens }) => tokens.output)).toEqual([10, 30])
})

test("the usage of subagents counts, but does not fill the agent's context window", async () => {
  const { watch, readings, directory } = await aTranscript({ id: 'm1', output: 10 }, { id: 's1', output: 500, isSidechain: true })
  await mkdir(join(directory, 'abc', 'subagents'), { recursive: true })
  await writeFile(join(directory, 'abc', 'subagents', 'agent-1.jsonl'), line({ id: 's2', output: 7 }))
  await watch.look()
  expect(readings[0]).toMatchObject({ tokens: { output: 517 }, contextTokens: 20 })
})

test('a model without a price makes the cost unknown and is named once; an API error is no model', async () => {
  const { watch, readings, notes } = await aTranscript(
    { id: 'm1', output: 10 },
    { id: 'm2', output: 10, model: 'gpt-x' },
    { id: 'e', output: 0, model: '<synthetic>' },
  )
  await watch.look()
  expect(readings[0]).toMatchObject({ usd: null, context: null, tokens: { output: 20 } })
  expect(notes).toEqual(['no price for model gpt-x: the cost is unknown'])
})

test('lines that are not JSON are skipped, whatever their size', async () => {
  const { path, watch, readings } = await aTranscript({ id: 'm1', output: 10 })
  await appendFile(path, `{"type":"user","text":"${'x'.repeat(9_000_000)}"}\nno json "assistant"\n${line({ id: 'm2', output: 1 })}`)
  await watch.look()
  expect(readings.at(-1)?.tokens.output).toBe(11)
})

test('the end of a turn makes czar read the transcript at once', async () => {
  const { watch, readings } = await aTranscript({ id: 'm1', output: 10 })
  watch.turnEnded()
  await until(() => readings.length === 1)
  watch.close()
})

test('lines that are written seconds after the end of a turn are read too', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { path, watch, readings } = await aTranscript()
  // Reading a file takes turns of the real event loop, which the fake clock does not control.
  const pass = async (ms: number, isThrough: () => boolean) => {
    await vi.advanceTimersByTimeAsync(ms)
    while (!isThrough()) await new Promise(resolve => setImmediate(resolve))
  }
  const waits = () => vi.getTimerCount() === 1
  watch.turnEnded()
  await pass(300, waits)
  await pass(2_000, waits)
  expect(readings).toEqual([])
  await appendFile(path, line({ id: 'm1', output: 10 }))
  await pass(8_000, () => readings.length === 1)
  expect(vi.getTimerCount(), 'nothing is looked at while it rests').toBe(0)
})

test('the usage of another session of the same agent is counted separately', async () => {
  const { watch, readings, directory } = await aTranscript({ id: 'm1', output: 10 })
  await watch.look()
  await writeFile(join(directory, 'def.jsonl'), line({ id: 'm2', output: 3 }))
  watch.hear({ session_id: 'def', transcript_path: join(directory, 'def.jsonl') })
  await watch.look()
  expect(readings.map(({ session, tokens }) => [session, tokens.output])).toEqual([
    ['abc', 10],
    ['def', 3],
  ])
})
