import { rename, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { watchLogin } from '../../../../../src/adapters/agents/claude/watch/watch-login.ts'
import type { AgentObservation } from '../../../../../src/core/ports/agents-port.ts'
import { temporaryDirectory } from '../../../../support/temporary.ts'
import { until } from '../../../../support/until.ts'

async function watched() {
  const home = await temporaryDirectory()
  const told: AgentObservation[] = []
  const watch = watchLogin({ home, note: () => {} }, observation => {
    told.push(observation)
    watch.observe(observation)
  })
  onTestFinished(watch.close)
  const wanted = (said: number) =>
    watch.observe({ kind: 'logged_out', text: 'Please run /login', said, evidence: 'hook StopFailure', strength: 'exact' })
  const hook = (name: string, at = 1) => watch.provenBy({ name: 'x', at, value: { hook_event_name: name } })
  /** Claude Code also writes a new file and then renames it. */
  const write = async (at: number) => {
    const aside = join(home, '.credentials.json.tmp')
    await writeFile(aside, '{}')
    await utimes(aside, at / 1000, at / 1000)
    await rename(aside, join(home, '.credentials.json'))
  }
  return { told, wanted, hook, write }
}

test('a login that is written elsewhere is reported once, while czar waits for a login', async () => {
  const { told, wanted, write } = await watched()
  await write(1_000)
  wanted(2_000)
  await write(3_000)
  await until(() => told.length > 0)
  await write(4_000)
  expect(told).toEqual([{ kind: 'logged_in', said: 3_000, evidence: 'its file .credentials.json', strength: 'inferred' }])
})

test('a login that was written before the watch began is found', async () => {
  const { told, wanted, write } = await watched()
  await write(3_000)
  wanted(2_000)
  await until(() => told.length > 0)
  expect(told).toMatchObject([{ said: 3_000 }])
})

test('a credentials file that did not help is not trusted again until a model has answered', async () => {
  const { told, wanted, hook, write } = await watched()
  wanted(2_000)
  await write(3_000)
  await until(() => told.length === 1)
  wanted(4_000)
  await write(5_000)
  expect(hook('Stop', 6_000)).toMatchObject([{ kind: 'logged_in', said: 6_000, evidence: 'hook Stop' }])
  wanted(7_000)
  await write(8_000)
  await until(() => told.length === 2)
  expect(told.map(each => 'said' in each && each.said)).toEqual([3_000, 8_000])
})

test('a hook that runs only after a model has answered shows that the login works, while czar waits for a login', async () => {
  const { wanted, hook } = await watched()
  expect(hook('Stop')).toEqual([])
  wanted(2_000)
  expect(['UserPromptSubmit', 'StopFailure', 'SessionStart'].flatMap(name => hook(name))).toEqual([])
  expect(hook('PreToolUse', 3_000)).toMatchObject([{ kind: 'logged_in', said: 3_000, evidence: 'hook PreToolUse', strength: 'exact' }])
})
