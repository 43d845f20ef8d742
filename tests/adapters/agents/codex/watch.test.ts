import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createAgents } from '../../../../src/adapters/agents/agents.ts'
import { writeSignal } from '../../../../src/adapters/agents/signals/write-signal.ts'
import type { AgentObservation } from '../../../../src/core/ports/agents-port.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { until } from '../../../support/until.ts'
import { launchIn } from '../support/launch.ts'
import { RECORDED } from './recorded-rollout.ts'

const notes: string[] = []
const agents = createAgents({ inherited: {}, note: text => notes.push(text) })
const USAGE = { input_tokens: 1000, output_tokens: 50, total_tokens: 1050 }

test('the first hook names the rollout file, and czar reports usage as this file grows', async () => {
  const root = await temporaryDirectory()
  const launch = await launchIn(root, { profile: aProfile({ kind: 'codex' }) })
  const rollout = join(root, 'sessions', 'rollout-1.jsonl')
  await mkdir(join(root, 'sessions'))
  await writeFile(rollout, `${RECORDED.started(1)}\n${RECORDED.model(1, 'gpt-x')}\n`)
  const heard: AgentObservation[] = []
  const watch = await agents.watch(launch, observation => heard.push(observation))
  onTestFinished(() => watch.close())
  const usage = () => heard.filter(each => each.kind === 'usage')

  writeSignal(join(launch.dir, 'signals'), { hook_event_name: 'SessionStart', session_id: 's1', transcript_path: rollout })
  await until(() => heard.some(({ kind }) => kind === 'session'))
  await appendFile(rollout, `${RECORDED.answer(2, 'r1', USAGE)}\n`)
  await until(() => usage().length === 1)
  await appendFile(rollout, `${RECORDED.answer(3, 'r2', USAGE)}\n`)
  await until(() => usage().length === 2)

  expect(usage().at(-1)).toMatchObject({ session: 's1', tokens: { input: 2000, output: 100 }, usd: null })
  expect(notes).toEqual(['no price for model gpt-x: the cost is unknown'])
  expect(heard.some(({ kind }) => kind === 'ready')).toBe(false)
})

test('a new watch of the same incarnation finds the session and its usage again', async () => {
  const root = await temporaryDirectory()
  const launch = await launchIn(root, { profile: aProfile({ kind: 'codex' }) })
  const rollout = join(root, 'rollout-1.jsonl')
  await writeFile(rollout, `${RECORDED.answer(2, 'r1', USAGE)}\n`)
  writeSignal(join(launch.dir, 'signals'), { hook_event_name: 'SessionStart', session_id: 's1', transcript_path: rollout })
  const heard: AgentObservation[] = []
  const watch = await agents.watch(launch, observation => heard.push(observation))
  onTestFinished(() => watch.close())
  expect(heard.map(({ kind }) => kind).sort()).toEqual(['session', 'usage'])
})
