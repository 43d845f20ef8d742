import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createAgents } from '../../../../../src/adapters/agents/agents.ts'
import { writeSignal } from '../../../../../src/adapters/agents/signals/write-signal.ts'
import type { AgentLaunch, AgentObservation } from '../../../../../src/core/ports/agents-port.ts'
import { aProfile } from '../../../../support/builders/a-profile.ts'
import { temporaryDirectory } from '../../../../support/temporary.ts'
import { until } from '../../../../support/until.ts'
import { launchIn } from '../../support/launch.ts'

const notes: string[] = []
const agents = createAgents({ inherited: {}, note: text => notes.push(text) })

/** A launch whose "agent" is this test's own process, with a config directory of its own. */
async function launched(): Promise<AgentLaunch> {
  const root = await temporaryDirectory()
  await mkdir(join(root, 'config', 'sessions'), { recursive: true })
  const launch = await launchIn(root, { profile: aProfile({ kind: 'claude', env: { CLAUDE_CONFIG_DIR: join(root, 'config') } }) })
  await writeFile(join(launch.dir, 'agent.pid'), `${process.pid}\n`)
  return launch
}

async function status(launch: AgentLaunch, now: object): Promise<void> {
  const file = join(launch.profile.env['CLAUDE_CONFIG_DIR'] ?? '', 'sessions', `${process.pid}.json`)
  await writeFile(`${file}.tmp`, JSON.stringify({ pid: process.pid, statusUpdatedAt: Date.now() + 1, ...now }))
  await rename(`${file}.tmp`, file)
}

const hook = (launch: AgentLaunch, name: string, more: object = {}): void =>
  writeSignal(join(launch.dir, 'signals'), { hook_event_name: name, session_id: 's1', ...more })

async function watched(launch: AgentLaunch) {
  const watch = await agents.watch(launch, () => {})
  onTestFinished(() => watch.close())
  const turns = (): string[] =>
    watch.seen().flatMap((each: AgentObservation) => (each.kind === 'turn' ? [`${each.turn} (${each.evidence})`] : []))
  return { watch, turns }
}

test('after Esc, which runs no hook, the status file reports the end of the turn; hooks that come in between still count', async () => {
  const launch = await launched()
  const { turns } = await watched(launch)
  hook(launch, 'SessionStart')
  hook(launch, 'UserPromptSubmit', { prompt: 'x' })
  await until(() => turns().length === 1)
  await status(launch, { status: 'idle' })
  await until(() => turns().length === 2)
  expect(turns()).toEqual(['busy (hook UserPromptSubmit)', 'idle (status file says idle)'])
})

test('the reason why a turn ended is reported before the end of the turn, although the status file shows idle first', async () => {
  const launch = await launched()
  const { watch, turns } = await watched(launch)
  hook(launch, 'UserPromptSubmit', { prompt: 'x' })
  await until(() => turns().length === 1)
  await status(launch, { status: 'idle' })
  await watch.refresh()
  hook(launch, 'StopFailure', { error: 'authentication_failed', last_assistant_message: 'Please run /login' })
  await until(() => turns().length === 2)
  expect(turns()).toEqual(['busy (hook UserPromptSubmit)', 'idle (hook StopFailure)'])
  expect(watch.seen().map(({ kind }) => kind)).toEqual(['receipt', 'turn', 'logged_out', 'turn'])
})

test('a status that is older than the last hook does not change what the hook reported', async () => {
  const launch = await launched()
  const { watch, turns } = await watched(launch)
  hook(launch, 'UserPromptSubmit', { prompt: 'x' })
  await until(() => turns().length === 1)
  await status(launch, { status: 'idle', statusUpdatedAt: Date.now() - 5000 })
  await watch.refresh()
  expect(turns()).toEqual(['busy (hook UserPromptSubmit)'])
})

test('a hook that is read after a newer status does not change what the status reported', async () => {
  const launch = await launched()
  const { watch, turns } = await watched(launch)
  await status(launch, { status: 'idle', statusUpdatedAt: Date.now() + 60_000 })
  await watch.refresh()
  hook(launch, 'UserPromptSubmit', { prompt: 'x' })
  await until(() => watch.seen().some(({ kind }) => kind === 'receipt'))
  expect(turns()).toEqual(['idle (status file says idle)'])
})

test('while a permission is awaited, the end of another tool call changes nothing, and the answer ends the wait', async () => {
  const launch = await launched()
  const { watch, turns } = await watched(launch)
  await status(launch, { status: 'waiting', waitingFor: 'permission prompt', statusUpdatedAt: 1 })
  hook(launch, 'PermissionRequest', { tool_name: 'Bash', tool_input: { command: 'make' } })
  await until(() => turns().length === 1)
  hook(launch, 'Notification', { notification_type: 'permission_prompt' })
  hook(launch, 'PostToolUse')
  await watch.refresh()
  expect(turns()).toEqual(['waiting (hook PermissionRequest)'])
  await status(launch, { status: 'busy' })
  await until(() => turns().length === 2)
  expect(turns()[1]).toBe('busy (status file says busy)')
})

test('a question that the status file reports first is reported once, with the text from its hook', async () => {
  const launch = await launched()
  const { watch, turns } = await watched(launch)
  await status(launch, { status: 'waiting', waitingFor: 'permission prompt' })
  await watch.refresh()
  hook(launch, 'PermissionRequest', { tool_name: 'Bash', tool_input: { command: 'make' } })
  await until(() => turns().length > 0)
  await status(launch, { status: 'busy' })
  await until(() => turns().length > 1)
  expect(turns()).toEqual(['waiting (hook PermissionRequest)', 'busy (status file says busy)'])
})

test('a question in a dialog stays a question, although the status file calls it "permission prompt" a moment later', async () => {
  const launch = await launched()
  const { watch, turns } = await watched(launch)
  hook(launch, 'PermissionRequest', { tool_name: 'AskUserQuestion', tool_input: { questions: [{ question: 'Which?' }] } })
  await until(() => turns().length === 1)
  await status(launch, { status: 'waiting', waitingFor: 'permission prompt' })
  await watch.refresh()
  await status(launch, { status: 'busy', statusUpdatedAt: Date.now() + 2 })
  await until(() => turns().at(-1)?.startsWith('busy') === true)
  expect(watch.seen().filter(({ kind }) => kind === 'turn')).toMatchObject([
    { turn: 'waiting', waitingFor: 'dialog', text: 'Which?' },
    { turn: 'busy' },
  ])
})

test('a question without a hook is reported a moment later, unless it has been answered by then', async () => {
  const launch = await launched()
  const { watch, turns } = await watched(launch)
  await status(launch, { status: 'waiting', waitingFor: 'permission prompt' })
  await watch.refresh()
  await status(launch, { status: 'busy', statusUpdatedAt: Date.now() + 2 })
  await until(() => turns().length === 1)
  await status(launch, { status: 'waiting', waitingFor: 'permission prompt', statusUpdatedAt: Date.now() + 3 })
  await until(() => turns().length === 2)
  expect(turns()).toEqual(['busy (status file says busy)', 'waiting (status file says waiting)'])
})

test('without a status file, the end of a tool call counts as the answer to a permission request', async () => {
  const launch = await launched()
  const { turns } = await watched(launch)
  hook(launch, 'PermissionRequest', { tool_name: 'Bash', tool_input: { command: 'make' } })
  await until(() => turns().length === 1)
  hook(launch, 'PostToolUse')
  await until(() => turns().length === 2)
})

test('the status of an earlier process with the same pid is ignored', async () => {
  const launch = await launched()
  const { watch, turns } = await watched(launch)
  await status(launch, { status: 'busy', procStart: '1' })
  await watch.refresh()
  expect(turns()).toEqual([])
  const stat = await readFile('/proc/self/stat', 'utf8')
  await status(launch, { status: 'busy', procStart: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] })
  await until(() => turns().length === 1)
})

test('a new watch reports every receipt first and the present state last', async () => {
  const launch = await launched()
  for (const name of ['SessionStart', 'Stop']) hook(launch, name)
  hook(launch, 'UserPromptSubmit', { prompt: 'x' })
  await status(launch, { status: 'idle' })
  const { watch, turns } = await watched(launch)
  await until(() => turns().at(-1)?.startsWith('idle') === true)
  expect(watch.seen().map(({ kind }) => kind)).toEqual(expect.arrayContaining(['session', 'ready', 'receipt']))
})

test('the session id that czar chose is known before the program has reported anything', async () => {
  const launch = await launched()
  await agents.prepare(launch)
  const { watch } = await watched(launch)
  expect(watch.seen()).toEqual([{ kind: 'session', agentSession: await readFile(join(launch.dir, 'session'), 'utf8') }])
})
