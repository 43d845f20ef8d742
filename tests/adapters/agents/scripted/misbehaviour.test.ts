import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { until } from '../../../support/until.ts'
import { composer, ended, message, ready, receipts, send, steps } from '../support/conversation.ts'
import { startScripted } from '../support/start-scripted.ts'

test('the scripted agent loses text that is typed while it boots', async () => {
  const agent = await startScripted(await temporaryDirectory(), { env: { SCRIPTED_BOOT_MS: '700' } })
  agent.pane.paste('too early')
  agent.pane.keys('Enter')
  await ready(agent)
  await until(() => agent.pane.screen().includes('❯'))
  expect(composer(agent)).toBe('')
  await send(agent, 'in time')
  await ended(agent)
  expect(receipts(agent)).toHaveLength(1)
})

test.each([
  ['trust', 'Do you trust the files in this folder?', ['Enter'], ['Down', 'Enter']],
  ['key', 'Do you want to use this API key?', ['Up', 'Enter'], ['Enter']],
  ['unknown', 'How shall we go on?', ['2', 'Enter'], ['Enter']],
])('the scripted agent shows the %s dialog before it is ready, and a wrong answer ends it', async (dialog, question, right, wrong) => {
  const root = await temporaryDirectory()
  const agent = await startScripted(root, { env: { SCRIPTED_DIALOG: dialog } })
  await until(() => agent.pane.screen().includes(question))
  expect(agent.seen()).toEqual([])
  agent.pane.keys(...right)
  await ready(agent)
  const other = await startScripted(root, { env: { SCRIPTED_DIALOG: dialog }, incarnation: 2 })
  await until(() => other.pane.screen().includes(question))
  other.pane.keys(...wrong)
  expect(await until(other.pane.ended)).toEqual({ status: 1, signal: null })
})

test('after swallowed Enters the text stays in the composer, and the next Enter sends it once', async () => {
  const agent = await startScripted(await temporaryDirectory(), { env: { SCRIPTED_SWALLOW_ENTERS: '2' } })
  await ready(agent)
  await send(agent, 'hello')
  agent.pane.keys('x', 'Enter', 'y')
  await until(() => composer(agent) === 'helloxy')
  expect(receipts(agent)).toEqual([])
  agent.pane.keys('Enter')
  await ended(agent)
  expect(receipts(agent)).toMatchObject([{ chars: 'helloxy'.length }])
})

test('the scripted agent swallows an Enter that comes too soon after the paste', async () => {
  const agent = await startScripted(await temporaryDirectory(), { env: { SCRIPTED_SWALLOW_WITHIN_MS: '5000' } })
  await ready(agent)
  await send(agent, 'hello')
  agent.pane.keys('x')
  await until(() => composer(agent) === 'hellox')
  expect(receipts(agent)).toEqual([])
})

test('the scripted agent crashes by a real signal, and its next incarnation acknowledges again and continues after that step', async () => {
  const root = await temporaryDirectory()
  const text = message(steps('- ack: Reading\n- edit: { file: a.txt, append: "once\\n" }\n- crash\n- done: There'))
  const first = await startScripted(root)
  await ready(first)
  await send(first, text)
  expect(await until(first.pane.ended)).toEqual({ status: null, signal: 9 })
  const second = await startScripted(root, { incarnation: 2, resume: 'the-session' })
  await ready(second)
  expect(second.seen()).toContainEqual({ kind: 'session', agentSession: 'the-session' })
  await send(second, text)
  await ended(second)
  expect(readFileSync(second.reports, 'utf8').match(/report\|(ack|done)/g)).toEqual(['report|ack', 'report|ack', 'report|done'])
  expect(readFileSync(`${second.cwd}/a.txt`, 'utf8')).toBe('once\n')
})

test('the scripted agent crashes with an exit status only in the incarnation that the script names', async () => {
  const root = await temporaryDirectory()
  const text = message(steps('- crash: { status: 7, only_incarnation: 2 }\n- done: There'))
  const first = await startScripted(root)
  await ready(first)
  await send(first, text)
  await ended(first)
  expect(readFileSync(first.reports, 'utf8')).toBe('report|done|--task|a1|There|\n')
  const elsewhere = await temporaryDirectory()
  await startScripted(elsewhere)
  const second = await startScripted(elsewhere, { incarnation: 2 })
  await ready(second)
  await send(second, text)
  expect(await until(second.pane.ended)).toEqual({ status: 7, signal: null })
})

test('the scripted agent exits at the step that the script names', async () => {
  const env = { SCRIPTED_EXIT_ON: 'boot', SCRIPTED_EXIT_STATUS: '3' }
  const agent = await startScripted(await temporaryDirectory(), { env })
  expect(await until(agent.pane.ended)).toEqual({ status: 3, signal: null })
})

test('a scripted agent without signals shows its state only on the screen', async () => {
  const agent = await startScripted(await temporaryDirectory(), { env: { SCRIPTED_NO_SIGNALS: '1' } })
  await until(() => agent.pane.screen().includes('❯'))
  await send(agent, message('Just words.'))
  await until(() => agent.pane.screen().includes('Nothing more to do.'))
  expect(agent.seen()).toEqual([])
})
