import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { expect, test } from 'vitest'
import { createAgents } from '../../../../src/adapters/agents/agents.ts'
import { toToml } from '../../../../src/adapters/agents/codex/to-toml.ts'
import type { AgentLaunch } from '../../../../src/core/ports/agents-port.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { launchIn } from '../support/launch.ts'

const agents = createAgents({ inherited: { CODEX_HOME: '/elsewhere' }, note: () => {} })
const SESSION = '01a2024e-12f3-7aa0-a445-8db0c8a345c8'

/** A launch in a linked worktree, as every worker has one. */
async function launched(root: string, changes: Partial<AgentLaunch> = {}): Promise<AgentLaunch> {
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-C', join(root, 'main'), '-c', 'user.name=A', '-c', 'user.email=a@b', ...words])
  await mkdir(join(root, 'main'))
  git('init', '-q', '-b', 'main')
  git('commit', '-q', '--allow-empty', '-m', 'Begin')
  git('worktree', 'add', '-q', join(root, 'work'), '-b', 'feat/api')
  const profile = aProfile({ kind: 'codex', command: ['codex'], resumes: true })
  const baseEnv = { PATH: '/usr/bin', HOME: root, XDG_RUNTIME_DIR: '/run/user/7', CZAR_PROJECT_DIR: join(root, 'project') }
  return launchIn(root, { profile, baseEnv, ...changes })
}

function optionsOf(argv: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: argv.slice(1),
    allowPositionals: true,
    options: {
      config: { type: 'string', short: 'c', multiple: true },
      'add-dir': { type: 'string', multiple: true },
      sandbox: { type: 'string' },
      'ask-for-approval': { type: 'string' },
      'no-daemon': { type: 'boolean' },
      'dangerously-bypass-hook-trust': { type: 'boolean' },
      'dangerously-bypass-approvals-and-sandbox': { type: 'boolean' },
    },
  })
  return { ...values, positionals }
}

test("Codex's sandbox allows writes to the worktree, to git's files for a commit, and to the reports, and to nothing else", async () => {
  const root = await temporaryDirectory()
  const { argv } = await agents.prepare(await launched(root))
  const options = optionsOf(argv)
  expect(options).toMatchObject({ sandbox: 'workspace-write', 'ask-for-approval': 'on-request', 'no-daemon': true, positionals: [] })
  const dotGit = join(root, 'main', '.git')
  expect(options['add-dir']).toEqual([
    ...['worktrees/work', 'objects', 'refs', 'logs'].map(name => join(dotGit, name)),
    ...['workers', 'runs', 'texts/handoffs'].map(name => join(root, 'project', name)),
  ])
})

test("Codex's start-up screens (trust, updates, hooks) are answered in advance, for this process only", async () => {
  const root = await temporaryDirectory()
  const launch = await launched(root)
  const { argv, env } = await agents.prepare(launch)
  const { config = [] } = optionsOf(argv)
  expect(config).toContain('check_for_update_on_startup=false')
  expect(config.find(each => each.startsWith('projects='))).toContain(`${JSON.stringify(join(root, 'main'))}={"trust_level"="trusted"}`)
  const hooks = config.find(each => each.startsWith('hooks=')) ?? ''
  expect(hooks).toContain(
    `"UserPromptSubmit"=[{"hooks"=[{"type"="command","command"="${launch.dir}/signal.sh UserPromptSubmit","timeout"=10}]}]`,
  )
  expect(hooks).toMatch(/"PermissionRequest"=.*agent-permission\.cjs/)
  // The variable is not set, so Codex uses the user's own directory, which has the login. A profile may name another directory.
  expect(env['CODEX_HOME']).toBeUndefined()
})

test("a profile with MCP tools gives Codex czar's server for this worker, and nobody approves its reports; other profiles give none", async () => {
  const launch = await launched(await temporaryDirectory())
  const serverOf = async (mcp: boolean) => {
    const { argv } = await agents.prepare({ ...launch, profile: { ...launch.profile, mcp } })
    return optionsOf(argv).config?.find(each => each.startsWith('mcp_servers'))
  }
  expect(await serverOf(false)).toBeUndefined()
  const server = await serverOf(true)
  expect(server, 'a wait may take hours').toContain('"tool_timeout_sec"=86400')
  expect(server, 'Codex passes few variables on').toContain('"XDG_RUNTIME_DIR"="/run/user/7"')
  expect(server).toMatch(/^mcp_servers\.czar=\{"command"="czar","args"=\["mcp"\],"env"=\{.*"CZAR_WORKER"="api"\}/)
  expect(server, 'what it runs, it runs in the worktree').toContain(`"cwd"="${launch.cwd}"`)
  expect(server).toContain('"default_tools_approval_mode"="prompt"')
  expect([...(server ?? '').matchAll(/"(\w+)"=\{"approval_mode"="approve"\}/g)].map(([, name]) => name)).toEqual([
    'report',
    'handoff',
    'peers',
    'inbox',
    'say',
    'spawn',
    'wait',
  ])
})

test("commands that Codex runs get the variables that czar needs, whatever the user's settings hide from commands, and no others", async () => {
  const root = await temporaryDirectory()
  const launch = await launched(root, { git: { name: 'A B', email: 'a@b', sshKey: null } })
  const passed = async () => {
    const policy = optionsOf((await agents.prepare(launch)).argv).config?.filter(each => each.startsWith('shell_environment_policy.')) ?? []
    return Object.fromEntries(policy.map(each => each.replace('shell_environment_policy.', '').split(/=(.*)/s)))
  }
  expect(Object.keys(await passed())).toEqual(['set'])
  expect((await passed())['set']).toMatch(/"PATH"="\/usr\/bin".*"CZAR_PROJECT_DIR"=.*"GIT_COMMITTER_NAME"="A B"/)
  expect((await passed())['set']).not.toContain('HOME')
  const home = join(root, 'codex-home')
  await mkdir(home)
  await writeFile(join(home, 'config.toml'), '[shell_environment_policy]\ninclude_only = ["HOME"]\n')
  const own = { ...launch, profile: { ...launch.profile, env: { CODEX_HOME: home } } }
  const only = optionsOf((await agents.prepare(own)).argv).config?.find(each => each.includes('include_only'))
  expect(only).toMatch(/^shell_environment_policy\.include_only=\["HOME","PATH","CZAR_PROJECT_DIR",/)
})

test('with a policy that allows everything, Codex starts without a sandbox and without permission requests', async () => {
  const policy = { ...aPolicy, permissions: { allow: [], otherwise: 'allow' as const } }
  const options = optionsOf((await agents.prepare(await launched(await temporaryDirectory(), { policy }))).argv)
  expect(options['dangerously-bypass-approvals-and-sandbox']).toBe(true)
  expect(options.sandbox).toBeUndefined()
})

test('a session is resumed only if Codex has stored it', async () => {
  const root = await temporaryDirectory()
  const launch = await launched(root, { resume: SESSION })
  expect(optionsOf((await agents.prepare(launch)).argv).positionals).toEqual([])
  const day = join(root, '.codex', 'sessions', '2026', '11', '22')
  await mkdir(day, { recursive: true })
  await writeFile(join(day, `rollout-2026-11-22T08-10-00-${SESSION}.jsonl`), '{}\n')
  expect(optionsOf((await agents.prepare(launch)).argv).positionals).toEqual(['resume', SESSION])
})

test('each setting is written as TOML that parses to the same value', () => {
  expect(toToml({ 'a b': [1, true, { c: 'd"\\e\n' }] })).toBe('{"a b"=[1,true,{"c"="d\\"\\\\e\\n"}]}')
})
