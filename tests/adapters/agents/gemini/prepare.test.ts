import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAgents } from '../../../../src/adapters/agents/agents.ts'
import type { Policy } from '../../../../src/core/model/policy/policy.ts'
import type { AgentLaunch } from '../../../../src/core/ports/agents-port.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { launchIn } from '../support/launch.ts'

const agents = createAgents({ inherited: { GEMINI_API_KEY: 'key', SECRET: 'no' }, note: () => {} })
const profile = aProfile({ kind: 'gemini', resumes: true, command: ['/bin/sh', '-x'], passEnv: ['GEMINI_API_KEY'] })

interface Settings {
  readonly hooks: Record<string, [{ matcher?: string; hooks: [{ name: string; command: string }] }]>
  readonly policyPaths: readonly string[]
  readonly [key: string]: unknown
}

async function prepared(root: string, otherwise: Policy['permissions']['otherwise'] = 'ask', changes: Partial<AgentLaunch> = {}) {
  const launch = await launchIn(root, { profile, policy: { ...aPolicy, permissions: { allow: [], otherwise } }, ...changes })
  const command = await agents.prepare(launch)
  const directory = join(root, 'agent', 'gemini-home-api', '.gemini')
  const settings = JSON.parse(await readFile(join(directory, 'settings.json'), 'utf8')) as Settings
  return { launch, command, directory, settings }
}

/** Files that a user has in their own `.gemini` directory. */
async function userDirectory(root: string, settings: string): Promise<string> {
  const directory = join(root, '.gemini')
  await mkdir(join(directory, 'policies'), { recursive: true })
  await mkdir(join(directory, 'tmp'))
  for (const [name, text] of [
    ['settings.json', settings],
    ['oauth_creds.json', '{}'],
    ['projects.json', '{}'],
  ] as const) {
    await writeFile(join(directory, name), text)
  }
  return directory
}

test("the login method that a person chose in an earlier agent's window is kept, unless settings name another one", async () => {
  const root = await temporaryDirectory()
  const chosen = { security: { auth: { selectedType: 'oauth-personal' } } }
  const unset = createAgents({ inherited: {}, note: () => {} })
  const { directory, launch } = await prepared(root)
  const file = join(directory, 'settings.json')
  const again = async (port: typeof agents) => {
    await port.prepare(launch)
    return (JSON.parse(await readFile(file, 'utf8')) as Settings)['security']
  }
  await writeFile(file, JSON.stringify(chosen))
  expect(await again(unset)).toEqual(chosen.security)
  expect(await again(agents), 'a key in the environment says more').toEqual({ auth: { selectedType: 'gemini-api-key' } })
  await writeFile(file, '{ "security": ')
  expect(await again(unset), 'cut off').toBeUndefined()
})

test('Gemini CLI starts without a question, in a home of its own, and gets only the environment variables that the profile names', async () => {
  const root = await temporaryDirectory()
  const { launch, command, directory, settings } = await prepared(root)
  const [session] = command.argv.slice(-1)
  expect(session).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(command.argv).toEqual(['/bin/sh', '-x', '--skip-trust', '--approval-mode', 'default', '--session-id', session])
  expect(command.env).toEqual({
    ...launch.baseEnv,
    CZAR_INCARNATION: '1',
    GEMINI_API_KEY: 'key',
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'author.name',
    GIT_CONFIG_VALUE_0: 'api-bot',
    GIT_CONFIG_KEY_1: 'author.email',
    GIT_CONFIG_VALUE_1: 'api@example.com',
    GEMINI_CLI_HOME: join(root, 'agent', 'gemini-home-api'),
    GEMINI_CLI_NO_RELAUNCH: '1',
    GEMINI_DEBUG_LOG_FILE: join(launch.dir, 'gemini.log'),
    GIT_AUTHOR_NAME: 'api-bot',
    GIT_COMMITTER_NAME: 'api-bot',
    GIT_AUTHOR_EMAIL: 'api@example.com',
    GIT_COMMITTER_EMAIL: 'api@example.com',
  })
  expect(settings).toMatchObject({
    security: { auth: { selectedType: 'gemini-api-key' } },
    ui: { escapePastedAtSymbols: true, accessibility: { screenReader: false } },
    policyPaths: [join(launch.dir, 'policy.toml')],
  })
  expect((await stat(join(directory, 'settings.json'))).mode & 0o777).toBe(0o600)
  expect(readdirSync(launch.cwd)).toEqual([])
})

test("the user's key bindings and the screen reader view are switched off in the worker's window", async () => {
  const root = await temporaryDirectory()
  const user = await userDirectory(
    root,
    '{ "ui": { "accessibility": { "screenReader": true }, "theme": "GitHub" }, "general": { "vimMode": true } }',
  )
  await writeFile(join(user, 'keybindings.json'), '[{ "command": "-input.submit", "key": "enter" }]')
  const { directory, settings } = await prepared(root)
  expect(readdirSync(directory)).not.toContain('keybindings.json')
  expect(settings).toMatchObject({ ui: { accessibility: { screenReader: false }, theme: 'GitHub' }, general: { vimMode: false } })
})

test("the author is added to git's settings in the environment, after the settings that are there already", async () => {
  const given = aProfile({ ...profile, env: { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.abbrev', GIT_CONFIG_VALUE_0: '12' } })
  const { command } = await prepared(await temporaryDirectory(), 'ask', { profile: given })
  expect(command.env).toMatchObject({
    GIT_CONFIG_COUNT: '3',
    GIT_CONFIG_KEY_0: 'core.abbrev',
    GIT_CONFIG_KEY_1: 'author.name',
    GIT_CONFIG_VALUE_1: 'api-bot',
    GIT_CONFIG_KEY_2: 'author.email',
    GIT_CONFIG_VALUE_2: 'api@example.com',
  })
  const nobody = await prepared(await temporaryDirectory(), 'ask', { git: null })
  expect(Object.keys(nobody.command.env).filter(name => name.startsWith('GIT_CONFIG_'))).toEqual([])
})

test("the user's settings, hooks, policies and login stay in force, and the user's files stay unchanged", async () => {
  const root = await temporaryDirectory()
  const own = { hooks: { BeforeAgent: [{ hooks: [{ name: 'mine', type: 'command', command: 'true' }] }] }, policyPaths: ['/mine.toml'] }
  const text = `// Mine: "a // b"\n${JSON.stringify({ ...own, security: { auth: { selectedType: 'oauth-personal' } }, general: { vimMode: true }, ui: { theme: 'x // y' } })}`
  const user = await userDirectory(root, text)
  const { launch, directory, settings } = await prepared(root)
  expect(settings.hooks['BeforeAgent']?.map(({ hooks: [hook] }) => hook.name)).toEqual(['mine', 'czar'])
  expect(settings).toMatchObject({
    security: { auth: { selectedType: 'oauth-personal' } },
    general: { vimMode: false, enableAutoUpdate: false },
    ui: { theme: 'x // y' },
    hooksConfig: { enabled: true },
    policyPaths: ['/mine.toml', join(launch.dir, 'policy.toml'), join(directory, 'policies')],
  })
  expect(readdirSync(directory).sort()).toEqual(['oauth_creds.json', 'policies', 'settings.json'])
  expect(await readlink(join(directory, 'oauth_creds.json'))).toBe(join(user, 'oauth_creds.json'))
  expect(await readFile(join(user, 'settings.json'), 'utf8')).toBe(text)

  await rm(join(user, 'oauth_creds.json'))
  await mkdir(join(directory, 'tmp'))
  await prepared(root, 'ask', { incarnation: 2 })
  expect(readdirSync(directory).sort(), 'a logout holds too; its conversations stay').toEqual(['policies', 'settings.json', 'tmp'])
})

test("a profile with MCP tools adds czar's server to the user's servers, also if the user lists the allowed servers", async () => {
  const root = await temporaryDirectory()
  const settingsWith = async (user: object) => {
    await writeFile(join(root, '.gemini', 'settings.json'), JSON.stringify(user))
    return (await prepared(root, 'ask', { profile: { ...profile, mcp: true } })).settings
  }
  await userDirectory(root, '{}')
  const settings = await settingsWith({ mcpServers: { mine: { command: 'mine' } } })
  expect(settings['mcpServers']).toEqual({
    mine: { command: 'mine' },
    czar: {
      command: 'czar',
      args: ['mcp'],
      env: expect.objectContaining({ PATH: process.env['PATH'], CZAR_WORKER: 'api' }),
      timeout: 86_400_000,
    },
  })
  expect(settings).not.toHaveProperty('mcp')
  expect((await settingsWith({ mcp: { allowed: ['mine'] } }))['mcp']).toEqual({ allowed: ['mine', 'czar'] })
  expect((await prepared(root)).settings).not.toHaveProperty('mcpServers')
})

test('a settings file that cannot be parsed is reported by its name', async () => {
  const root = await temporaryDirectory()
  const user = await userDirectory(root, '{ "ui": ')
  await expect(prepared(root)).rejects.toMatchObject({ exitCode: 3, hint: expect.stringContaining(join(user, 'settings.json')) })
})

test.each([
  ['ask', 'default'],
  ['deny', 'default'],
  ['allow', 'yolo'],
] as const)('with the policy "%s" Gemini CLI starts in its mode %s', async (otherwise, mode) => {
  const { command } = await prepared(await temporaryDirectory(), otherwise)
  expect(command.argv).toContain(mode)
})

test('Gemini CLI resumes a session only if a model answered in it and the profile says that the program can resume', async () => {
  const root = await temporaryDirectory()
  const resume = '11111111-2222-4333-8444-555555555555'
  const { directory } = await prepared(root)
  const chats = join(directory, 'tmp', 'work', 'chats')
  await mkdir(chats, { recursive: true })
  const keep = (line: object) => writeFile(join(chats, 'session-2026-11-22T08-15-11111111.jsonl'), `${JSON.stringify(line)}\n`)
  const argv = async (changes: Partial<AgentLaunch> = {}) => (await prepared(root, 'ask', { resume, ...changes })).command.argv

  await keep({ sessionId: resume, kind: 'main' })
  expect(await argv(), 'nothing was said').not.toContain(resume)
  await keep({ id: 'a', timestamp: '2026-11-22T08:18:41.699Z', type: 'gemini' })
  expect((await argv()).slice(-2)).toEqual(['--resume', resume])
  expect(await argv({ profile: { ...profile, resumes: false } })).not.toContain(resume)
})

test("a Node script runs with czar's own Node if the Node on its PATH is missing or too old", async () => {
  const root = await temporaryDirectory()
  const bin = join(root, 'bin')
  await mkdir(bin)
  const program = async (name: string, text: string) => {
    await writeFile(join(bin, name), text)
    await chmod(join(bin, name), 0o755)
  }
  await program('gemini', '#!/usr/bin/env node\n')
  const launch = await launchIn(root)
  const argv = async (path: string) =>
    (await prepared(root, 'ask', { profile: { ...profile, command: ['gemini', '-m', 'x'] }, baseEnv: { ...launch.baseEnv, PATH: path } }))
      .command.argv

  expect((await argv(bin)).slice(0, 4), 'missing').toEqual([process.execPath, join(bin, 'gemini'), '-m', 'x'])
  await program('node', '#!/bin/sh\necho v24.1.0\n')
  expect((await argv(`${bin}:`)).slice(0, 3)).toEqual(['gemini', '-m', 'x'])
  await program('node', '#!/bin/sh\necho v18.20.0\n')
  expect((await argv(`${bin}:/nowhere`)).slice(0, 2), 'too old').toEqual([process.execPath, join(bin, 'gemini')])
})

test('the hooks store their input; the hook of the start tells the model about escaped characters, and the others print nothing', async () => {
  const { launch, settings } = await prepared(await temporaryDirectory("czar it's-"))
  const run = (event: string, input: string): string =>
    execFileSync('sh', ['-c', settings.hooks[event]?.[0].hooks[0].command ?? 'false'], { input, encoding: 'utf8', cwd: '/' })
  const prompt = JSON.stringify({ hook_event_name: 'BeforeAgent', prompt: 'x\\ ünï\n'.repeat(1000) })
  expect(run('BeforeAgent', prompt)).toBe('')
  expect(run('AfterTool', '{"tool_response":"a whole file"}')).toBe('')
  expect(JSON.parse(run('SessionStart', '{}'))).toMatchObject({ hookSpecificOutput: { additionalContext: expect.stringContaining('\\@') } })
  const signals = join(launch.dir, 'signals')
  const texts = readdirSync(signals)
    .sort()
    .map(name => readFileSync(join(signals, name), 'utf8'))
  expect(texts).toEqual([prompt, '{"hook_event_name":"AfterTool"}', '{}'])
  expect(settings.hooks['BeforeTool']?.[0].matcher).toBe('ask_user|mcp_czar_run')
})
