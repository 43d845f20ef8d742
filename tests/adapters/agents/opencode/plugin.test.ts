import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createAgents } from '../../../../src/adapters/agents/agents.ts'
import { signalsDirectory } from '../../../../src/adapters/agents/signals/watch-signals.ts'
import type { AgentObservation } from '../../../../src/core/ports/agents-port.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { launchIn } from '../support/launch.ts'

interface Hooks {
  readonly config: (config: Record<string, unknown>) => Promise<void>
  readonly event: (input: { event: object }) => Promise<void>
  readonly 'chat.message': (input: object, output: object) => Promise<void>
  readonly 'tool.execute.before': (input: object, output: object) => Promise<void>
  readonly 'chat.params': (input: object) => Promise<void>
}

/** A plugin loaded as opencode loads it, and what czar observes in the files that the plugin writes. */
async function aPlugin(otherwise: 'ask' | 'deny' = 'ask') {
  const policy = { ...aPolicy, permissions: { allow: [], otherwise } }
  const profile = aProfile({ kind: 'opencode', command: ['opencode'] })
  const launch = await launchIn(await temporaryDirectory(), { profile, policy })
  const agents = createAgents({ inherited: {}, note: text => expect.unreachable(text) })
  await agents.prepare(launch)
  const { CzarSignals } = (await import(/* @vite-ignore */ pathToFileURL(join(launch.dir, 'signals-plugin.js')).href)) as {
    CzarSignals: (input: object) => Promise<Hooks>
  }
  const watch = await agents.watch(launch, each => heard.push(each))
  const heard: AgentObservation[] = []
  onTestFinished(() => watch.close())
  const replies: unknown[] = []
  const client = {
    postSessionIdPermissionsPermissionId: async (reply: object) => replies.push(reply) && { error: client.error },
    error: undefined as unknown,
  }
  const hooks = await CzarSignals({ client, directory: launch.cwd })
  return {
    hooks,
    client,
    replies,
    event: (type: string, properties: object) => hooks.event({ event: { id: 'evt_1', type, properties } }),
    observed: async () => {
      await watch.refresh()
      return heard
    },
    forget: () => rm(signalsDirectory(launch.dir), { recursive: true }),
  }
}

// Recorded with opencode 1.18.33. The ids are shortened, and fields that czar does not read are left out.
const OWN = 'ses_dfdb0d574ffeWY3I37inGTJN6W'
const CHILD = 'ses_dfdaa0542ffelC23Uvs8DFG35Y'
const ZERO = { input: 0, output: 0, reasoning: 0, cache: { read: 0, write: 0 } }
const USED = { input: 1000, output: 10, reasoning: 0, cache: { read: 0, write: 0 } }
const session = (id: string, tokens: object, cost: number, parentID?: string) => ({
  sessionID: id,
  info: {
    id,
    title: 'A title',
    agent: 'build',
    model: { id: 'claude-opus-4-5', providerID: 'anthropic' },
    cost,
    tokens,
    ...(parentID && { parentID }),
  },
})
const answer = (tokens: object, sessionID = OWN) => ({
  sessionID,
  info: { id: 'msg_1', role: 'assistant', cost: 0.00525, tokens, modelID: 'claude-opus-4-5', providerID: 'anthropic', sessionID },
})

test('the plugin reports a turn from its text to its end, with its usage', async () => {
  const { hooks, event, observed } = await aPlugin()
  await event('session.created', session(OWN, ZERO, 0))
  await event('session.updated', session(OWN, ZERO, 0))
  await hooks['chat.message'](
    { sessionID: OWN, agent: 'build' },
    {
      message: { id: 'msg_0', role: 'user' },
      parts: [
        { type: 'text', text: 'ASKBASH please' },
        { type: 'text', text: 'hidden', synthetic: true },
      ],
    },
  )
  await event('session.status', { sessionID: OWN, status: { type: 'busy' } })
  await hooks['chat.params']({ sessionID: OWN, model: { id: 'claude-opus-4-5', limit: { context: 200_000, output: 64_000 } } })
  await event('message.updated', answer(ZERO))
  await event('message.part.updated', { sessionID: OWN, part: { type: 'text', text: 'x'.repeat(100) } })
  await event('session.status', { sessionID: OWN, status: { type: 'busy' } })
  await event('message.updated', answer({ total: 1010, ...USED }))
  await event('session.updated', session(OWN, USED, 0.00525))
  await event('session.updated', session(OWN, USED, 0.00525))
  await event('session.status', { sessionID: OWN, status: { type: 'idle' } })
  await event('session.idle', { sessionID: OWN })

  const heard = await observed()
  expect(heard.map(each => (each.kind === 'turn' ? each.turn : each.kind))).toEqual(['session', 'receipt', 'busy', 'usage', 'idle'])
  expect(heard).toContainEqual(expect.objectContaining({ kind: 'receipt', chars: 14 }))
  expect(heard.findLast(each => each.kind === 'usage')).toMatchObject({
    session: OWN,
    usd: 0.00525,
    contextTokens: 1010,
    context: 1010 / 200_000,
  })
})

test("a subagent's session takes no text and ends no turn, and its usage is reported separately", async () => {
  const { hooks, event, observed } = await aPlugin()
  await event('message.updated', answer(USED))
  await event('session.status', { sessionID: OWN, status: { type: 'busy' } })
  await event('session.created', session(CHILD, ZERO, 0, OWN))
  await hooks['chat.message']({ sessionID: CHILD }, { parts: [{ type: 'text', text: 'look around' }] })
  await event('message.updated', answer({ ...USED, input: 90_000 }, CHILD))
  await event('session.updated', session(CHILD, { ...USED, input: 90_000 }, 0.45, OWN))
  await event('session.status', { sessionID: CHILD, status: { type: 'idle' } })

  const heard = await observed()
  expect(heard.filter(({ kind }) => kind === 'receipt' || kind === 'session')).toEqual([])
  expect(heard.filter(({ kind }) => kind === 'turn')).toHaveLength(1)
  expect(heard.findLast(each => each.kind === 'usage')).toMatchObject({ session: CHILD, usd: 0.45, contextTokens: 1010 })
})

test("the project's permissions replace the user's permissions for the agent, and the agent's other settings stay", async () => {
  const { hooks } = await aPlugin()
  const build = { prompt: 'Be brief.', disable: true, permission: { edit: 'ask', bash: { 'git commit *': 'deny' } } }
  const config = { default_agent: 'plan', permission: { edit: 'ask' }, agent: { build, plan: { prompt: 'Plan.' } } }
  await hooks.config(config)
  const { permission } = config
  expect(Object.keys(permission).slice(0, 2), 'of rules that fit, the last one counts').toEqual(['*', 'read'])
  expect(permission).toMatchObject({ edit: 'allow', bash: { '*': 'ask' } })
  expect(config).toEqual({
    default_agent: 'build',
    permission,
    agent: { build: { prompt: 'Be brief.', disable: false, mode: 'primary', permission }, plan: { prompt: 'Plan.' } },
  })
  await hooks.config({})
})

test("a permission request for the tool bash names the command of its own call, and no other call's command", async () => {
  const { hooks, event, observed } = await aPlugin()
  const asked = (id: string, callID: string) =>
    event('permission.asked', {
      id,
      sessionID: OWN,
      permission: 'czar_run',
      patterns: ['*'],
      metadata: {},
      tool: { messageID: 'msg_1', callID },
    })
  await hooks['tool.execute.before']({ tool: 'czar_run', sessionID: OWN, callID: 'call_1' }, { args: { command: 'npm publish' } })
  await asked('per_1', 'call_1')
  await event('permission.replied', { requestID: 'per_1' })
  await asked('per_2', 'call_2')
  const texts = (await observed()).flatMap(each => (each.kind === 'turn' && each.turn === 'waiting' ? [each.text] : []))
  expect(texts).toEqual(['czar_run: npm publish', 'czar_run: *'])
})

/** A command that the model wants to run, and opencode's question about that command. */
async function wanted({ hooks, event }: Awaited<ReturnType<typeof aPlugin>>, command: string, callID = 'call_1') {
  await hooks['tool.execute.before']({ tool: 'bash', sessionID: OWN, callID }, { args: { command, description: 'x' } })
  const tool = { messageID: 'msg_1', callID }
  await event('permission.asked', { id: `per_${callID}`, sessionID: OWN, permission: 'bash', patterns: [command], metadata: {}, tool })
}

test("a command that the project's policy allows is answered before a person sees the request", async () => {
  const plugin = await aPlugin()
  await wanted(plugin, 'git status --short')
  expect(plugin.replies).toEqual([{ path: { id: OWN, permissionID: 'per_call_1' }, body: { response: 'once' } }])
  await plugin.event('permission.replied', { requestID: 'per_call_1' })
  expect(await plugin.observed()).toEqual([])
})

test('a command that the policy does not name is left to a person, also if opencode takes no answer', async () => {
  const plugin = await aPlugin()
  await wanted(plugin, 'git log --output=/x', 'call_1')
  expect(plugin.replies).toEqual([])
  plugin.client.error = { name: 'NotFound' }
  await wanted(plugin, 'git status', 'call_2')
  const texts = (await plugin.observed()).flatMap(each => (each.kind === 'turn' ? [each.text] : []))
  expect(new Set(texts)).toEqual(new Set(['bash: git log --output=/x']))
  await plugin.event('permission.replied', { requestID: 'per_call_1' })
  expect((await plugin.observed()).at(-1)).toMatchObject({ turn: 'waiting', text: 'bash: git status' })
})

test('if the policy denies everything else, a command is refused with a message to the model', async () => {
  const plugin = await aPlugin('deny')
  await expect(wanted(plugin, 'git push')).rejects.toThrow('the policy of this project does not allow it')
  await wanted(plugin, 'git status')
  expect(plugin.replies).toHaveLength(1)
})

test('the plugin never throws: not at unknown events, and not if its directory is gone', async () => {
  const { hooks, event, observed, forget } = await aPlugin()
  await event('session.updated', {})
  await event('message.updated', { info: null })
  await forget()
  await hooks['chat.message']({ sessionID: OWN }, { parts: [{ type: 'text', text: 'again' }] })
  await expect(event('session.error', { sessionID: OWN })).resolves.toBeUndefined()
  expect(await observed()).toContainEqual(expect.objectContaining({ kind: 'session', agentSession: OWN }))
})
