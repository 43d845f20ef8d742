import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { createAgents } from '../../../../src/adapters/agents/agents.ts'
import type { Policy } from '../../../../src/core/model/policy/policy.ts'
import type { AgentLaunch } from '../../../../src/core/ports/agents-port.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { launchIn } from '../support/launch.ts'

const profile = aProfile({ kind: 'opencode', name: 'opencode', command: ['opencode'], resumes: true })
const agents = createAgents({ inherited: {}, note: text => expect.unreachable(text) })

interface Settings {
  readonly plugin: readonly string[]
  readonly permission: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly [other: string]: unknown
}

async function prepared(permissions: Policy['permissions'], changes: Partial<AgentLaunch> = {}) {
  const policy = { ...aPolicy, permissions }
  const launch = await launchIn(await temporaryDirectory(), { profile, policy, ...changes })
  const command = await agents.prepare(launch)
  return { launch, command, settings: JSON.parse(command.env['OPENCODE_CONFIG_CONTENT'] ?? '') as Settings }
}

/** What opencode does with a command under these rules. The last matching rule counts (measured with 1.18.33). */
function verdict(rules: Settings['permission'][string] | undefined, command: string): string | undefined {
  const fits = (pattern: string) => {
    const words = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')
    return new RegExp(`^${words.replace(/ \.\*$/, '( .*)?')}$`, 's').test(command)
  }
  return Object.entries(typeof rules === 'object' ? rules : {}).findLast(([pattern]) => fits(pattern))?.[1]
}

test("all of czar's files for opencode are in the environment and in the incarnation's directory, none in the worktree", async () => {
  const { launch, command, settings } = await prepared(aPolicy.permissions)
  expect(command.argv).toEqual(['opencode'])
  expect(readdirSync(launch.dir).sort()).toEqual(['permissions.json', 'signals', 'signals-plugin.js'])
  expect(readdirSync(launch.cwd)).toEqual([])
  expect(settings.plugin).toEqual([`file://${launch.dir}/signals-plugin.js`])
  expect(command.env).toMatchObject({ OPENCODE_DISABLE_AUTOUPDATE: '1', CZAR_INCARNATION: '1', GIT_AUTHOR_NAME: 'api-bot' })
})

test("settings that the user has in the same environment variable are kept beside czar's settings", async () => {
  const given = JSON.stringify({
    model: 'a/b',
    plugin: ['file:///mine.js'],
    permission: { bash: 'allow' },
    agent: { build: { model: 'c/d' } },
  })
  const { settings } = await prepared(aPolicy.permissions, { profile: { ...profile, env: { OPENCODE_CONFIG_CONTENT: given } } })
  expect(settings['model']).toBe('a/b')
  expect(settings.plugin[0]).toBe('file:///mine.js')
  expect(settings.plugin).toHaveLength(2)
  expect(settings.permission['*']).toBe('ask')
  expect(settings['agent'], 'and it comes last').toEqual({ build: { model: 'c/d', permission: settings.permission } })
})

test("a profile with MCP tools adds czar's server to the user's servers, and its tools need no permission", async () => {
  const given = JSON.stringify({ mcp: { mine: { type: 'local', command: ['mine'] } } })
  const own = { ...profile, mcp: true, env: { OPENCODE_CONFIG_CONTENT: given } }
  const { settings } = await prepared(aPolicy.permissions, { profile: own })
  expect(settings['mcp']).toEqual({
    mine: { type: 'local', command: ['mine'] },
    czar: {
      type: 'local',
      command: ['czar', 'mcp'],
      environment: expect.objectContaining({ PATH: process.env['PATH'], CZAR_WORKER: 'api' }),
      enabled: true,
      timeout: 86_400_000,
    },
  })
  expect(Object.entries(settings.permission).filter(([tool]) => tool.startsWith('czar_'))).toEqual([
    ...['report', 'handoff', 'peers', 'inbox', 'say', 'spawn', 'wait'].map(name => [`czar_${name}`, 'allow']),
    ['czar_run', 'ask'],
  ])
  expect((await prepared(aPolicy.permissions)).settings).not.toHaveProperty('mcp')
})

test('opencode resumes a session only if it has stored the session and the profile says that the program can resume', async () => {
  const data = await temporaryDirectory()
  const argv = async (resumes = true) => {
    const able = { ...profile, resumes, env: { XDG_DATA_HOME: data } }
    return (await prepared(aPolicy.permissions, { resume: 'ses_1', profile: able })).command.argv
  }
  expect(await argv(), 'it has none').toEqual(['opencode'])
  mkdirSync(join(data, 'opencode'))
  const database = new DatabaseSync(join(data, 'opencode', 'opencode.db'))
  database.exec("CREATE TABLE session (id TEXT PRIMARY KEY); INSERT INTO session VALUES ('ses_2')")
  expect(await argv(), 'it has another').toEqual(['opencode'])
  database.exec("INSERT INTO session VALUES ('ses_1')")
  expect(await argv()).toEqual(['opencode', '--session', 'ses_1'])
  expect(await argv(false)).toEqual(['opencode'])
  database.exec('DROP TABLE session')
  expect(await argv(), 'nobody can tell').toEqual(['opencode', '--session', 'ses_1'])
  database.close()
})

test('opencode edits its worktree and reads its brief outside of it without a permission, and asks before each command', async () => {
  const launch = await launchIn(await temporaryDirectory(), { profile })
  const baseEnv = { ...launch.baseEnv, CZAR_PROJECT_DIR: '/state/gateway' }
  const { settings } = await prepared(aPolicy.permissions, { baseEnv })
  const { bash, external_directory: outside, edit, read, question } = settings.permission
  expect(bash, 'the plugin decides').toEqual({ '*': 'ask' })
  expect(verdict(outside, '/state/gateway/texts/*')).toBe('allow')
  expect(verdict(outside, '/etc/*')).toBe('ask')
  expect([edit, read, question, settings.permission['*']]).toEqual(['allow', 'allow', 'allow', 'ask'])
})

test('policy patterns apply to the tool that they name; patterns for commands are not passed to opencode', async () => {
  const allow = ['make *', 'Bash(pnpm test:*)', 'webfetch(https://example.com/*)']
  const { settings } = await prepared({ allow, otherwise: 'deny' })
  const { bash, webfetch, '*': rest } = settings.permission
  expect(bash, 'also where it denies the rest: the plugin refuses').toEqual({ '*': 'ask' })
  expect(verdict(webfetch, 'https://example.com/a')).toBe('allow')
  expect(verdict(webfetch, 'https://example.org/a')).toBe('deny')
  expect(rest).toBe('deny')
})

test('opencode asks for no permission at all only if the policy allows everything', async () => {
  const { settings } = await prepared({ allow: [], otherwise: 'allow' })
  expect(settings.permission).toEqual({ '*': 'allow' })
})
