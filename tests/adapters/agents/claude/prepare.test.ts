import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createAgents } from '../../../../src/adapters/agents/agents.ts'
import type { Policy } from '../../../../src/core/model/policy/policy.ts'
import type { AgentProfile } from '../../../../src/core/model/project.ts'
import type { AgentLaunch } from '../../../../src/core/ports/agents-port.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { launchIn } from '../support/launch.ts'

const agents = createAgents({ inherited: { ANTHROPIC_API_KEY: 'key', HOME: '/nowhere' }, note: () => {} })
const profile = aProfile({ kind: 'claude', resumes: true, command: ['claude', '--model', 'opus'], passEnv: ['ANTHROPIC_API_KEY'] })

async function prepared(permissions: Policy['permissions'], changes: Partial<AgentLaunch> = {}) {
  const launch = await launchIn(await temporaryDirectory(), { profile, policy: { ...aPolicy, permissions }, ...changes })
  const command = await agents.prepare(launch)
  const settings = JSON.parse(await readFile(join(launch.dir, 'settings.json'), 'utf8')) as Record<string, unknown>
  return { launch, command, settings }
}

/** The output of the hook that Claude Code runs before each command. */
async function decided({ dir, cwd }: AgentLaunch, command: string): Promise<string> {
  const { hooks } = JSON.parse(await readFile(join(dir, 'settings.json'), 'utf8')) as {
    hooks: { PreToolUse: readonly { matcher?: string; hooks: readonly { command: string }[] }[] }
  }
  const hook = hooks.PreToolUse.find(({ matcher }) => matcher === 'Bash|mcp__czar__run')?.hooks[0]?.command ?? 'false'
  const input = JSON.stringify({ hook_event_name: 'PreToolUse', tool_name: 'Bash', tool_input: { command }, cwd })
  return execFileSync('sh', ['-c', hook], { input, encoding: 'utf8' })
}

test('with the policy "ask", Claude Code starts with exact arguments, an exact environment, and settings that only their owner may read', async () => {
  const { launch, command, settings } = await prepared({
    allow: ['npm test*', 'WebFetch(domain:example.com)', 'mcp__db__query'],
    otherwise: 'ask',
  })
  const session = await readFile(join(launch.dir, 'session'), 'utf8')
  expect(session).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(command.argv).toEqual(['claude', '--model', 'opus', '--settings', join(launch.dir, 'settings.json'), '--session-id', session])
  expect(command.env).toEqual({
    ...launch.baseEnv,
    CLAUDE_CODE_SANDBOXED: '1',
    CLAUDE_CODE_ENABLE_PROMPT_SUGGESTION: 'false',
    DISABLE_AUTOUPDATER: '1',
    CZAR_INCARNATION: '1',
    ANTHROPIC_API_KEY: 'key',
    GIT_AUTHOR_NAME: 'api-bot',
    GIT_COMMITTER_NAME: 'api-bot',
    GIT_AUTHOR_EMAIL: 'api@example.com',
    GIT_COMMITTER_EMAIL: 'api@example.com',
  })
  expect(settings['permissions']).toEqual({
    defaultMode: 'acceptEdits',
    allow: ['WebFetch(domain:example.com)', 'mcp__db__query'],
  })
  expect(await decided(launch, 'git push')).toBe('')
  expect(await decided(launch, 'npm test -- api')).toContain('"permissionDecision":"allow"')
  expect(settings).not.toHaveProperty('skipDangerousModePermissionPrompt')
  expect(Object.keys(settings['hooks'] as object)).toEqual(
    'SessionStart UserPromptSubmit PreToolUse PermissionRequest PostToolUse Stop StopFailure Notification SessionEnd'.split(' '),
  )
  expect((await stat(join(launch.dir, 'settings.json'))).mode & 0o777).toBe(0o600)
  expect(readdirSync(launch.dir).sort()).toEqual(['permissions.json', 'session', 'settings.json', 'signal.sh', 'signals'])
  expect(readdirSync(launch.cwd)).toEqual([])
})

test('every czar command that a text to a worker names is allowed without a permission, except czar run', async () => {
  const prompts = join(import.meta.dirname, '../../../../prompts')
  const texts = readdirSync(prompts).filter(name => name.endsWith('.md'))
  const named = texts.flatMap(name => [
    ...readFileSync(join(prompts, name), 'utf8').matchAll(/\bczar ([a-z]+) (?=--|<|all |ack|progress|blocked|done|note)/g),
  ])
  const verbs = [...new Set(named.map(([, verb]) => verb))].filter(verb => verb !== 'run').sort()
  expect(verbs).toEqual(['handoff', 'report', 'say'])
  const { launch } = await prepared(aPolicy.permissions)
  for (const verb of verbs) expect(await decided(launch, `czar ${verb} "a text"`), verb).toContain('allow')
})

test('Claude Code may do without a permission what the brief demands: run the accept commands, read the text again, read a log, use git in the worktree', async () => {
  const own = await launchIn(await temporaryDirectory(), { profile })
  const baseEnv = { ...own.baseEnv, CZAR_PROJECT_DIR: '/state/gateway' }
  const accept = ['npm test -- api', 'test "$(wc -l <a)" = 3', 'odd:*']
  const { launch, settings } = await prepared(aPolicy.permissions, { baseEnv, accept })
  expect(settings['permissions']).toMatchObject({
    allow: ['texts', 'logs', 'runs', 'results'].map(name => `Read(//state/gateway/${name}/**)`),
  })
  const asked = [
    ...accept,
    ...accept.map(command => `czar run -- ${command}`),
    'git merge --no-edit main',
    `git -C ${launch.cwd} commit -m x`,
  ]
  for (const command of asked) expect(await decided(launch, command), command).toContain('allow')
  expect(await decided(launch, 'czar run -- npm publish'), 'nothing runs behind czar run that may not run by itself').toBe('')
})

test("answers that a person gave about the servers in .mcp.json are copied from the clone's settings, and nothing else is", async () => {
  const clone = await temporaryDirectory()
  const cwd = join(clone, '..', `${basename(clone)}.worktree`)
  const git = (...words: readonly string[]) => execFileSync('git', ['-C', clone, ...words])
  git('init', '-q')
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '--allow-empty', '-m', 'Begin')
  git('worktree', 'add', '-q', cwd)
  onTestFinished(() => rm(cwd, { recursive: true }))
  const answers = { enabledMcpjsonServers: ['db'], disabledMcpjsonServers: ['web'], enableAllProjectMcpServers: false }
  const settings = async () => (await prepared(aPolicy.permissions, { cwd })).settings
  const before = await settings()
  await mkdir(join(clone, '.claude'))
  const answer = (text: string) => writeFile(join(clone, '.claude', 'settings.local.json'), text)
  await answer(JSON.stringify({ ...answers, permissions: { allow: ['Bash'] }, env: { SECRET: '1' } }))
  const { hooks: _, ...after } = await settings()
  const { hooks: __, ...rest } = before
  expect(after).toEqual({ ...rest, ...answers })
  await answer('{"enabledMcpjsonServers": "db", "enableAllProjectMcpServers": true}')
  expect(await settings()).toMatchObject({ enableAllProjectMcpServers: true })
  await answer('not JSON')
  expect(Object.keys(await settings())).toEqual(Object.keys(before))
})

test("Claude Code's permission checks are switched off only if the policy allows everything", async () => {
  const { command, settings } = await prepared({ allow: [], otherwise: 'allow' })
  expect(command.argv).toContain('--dangerously-skip-permissions')
  expect(command.env['IS_SANDBOX']).toBe('1')
  expect(settings).toMatchObject({ skipDangerousModePermissionPrompt: true, permissions: { defaultMode: 'bypassPermissions' } })
  expect(JSON.stringify(settings['hooks']), 'no command is decided').not.toContain('agent-permission')
})

test('if the policy denies everything else, Claude Code refuses without a question, but edits files in the worktree', async () => {
  const { launch, command, settings } = await prepared({ allow: [], otherwise: 'deny' })
  expect(command.argv).not.toContain('--dangerously-skip-permissions')
  expect(command.env).not.toHaveProperty('IS_SANDBOX')
  expect(settings['permissions']).toMatchObject({ defaultMode: 'dontAsk', allow: expect.arrayContaining([`Edit(/${launch.cwd}/**)`]) })
})

test('Claude Code resumes a session only if the session has a conversation and the profile says that the program can resume', async () => {
  const resume = '11111111-2222-4333-8444-555555555555'
  const home = await temporaryDirectory()
  await mkdir(join(home, 'projects', '-some-where'), { recursive: true })
  const keep = (line: string) => writeFile(join(home, 'projects', '-some-where', `${resume}.jsonl`), `${line}\n`)
  const able = { ...profile, env: { CLAUDE_CONFIG_DIR: home } }
  const argv = async (changes: Partial<AgentProfile> = {}) =>
    (await prepared(aPolicy.permissions, { resume, profile: { ...able, ...changes } })).command.argv

  expect(await argv(), 'nothing is kept').not.toContain(resume)
  await keep('{"type":"mode","mode":"normal"}')
  expect(await argv(), 'nothing was said').not.toContain(resume)
  await keep('{"type":"user","message":{"role":"user","content":"x"}}')
  expect((await argv()).slice(-2)).toEqual(['--resume', resume])
  expect(await argv({ resumes: false })).not.toContain(resume)
  expect(await argv({ resumes: false })).toContain('--session-id')
})

test("the hook script stores the hook's whole input, prints nothing, and of tool calls keeps only the tool's name", async () => {
  const root = await temporaryDirectory("czar it's-")
  const launch = await launchIn(root, { profile })
  await agents.prepare(launch)
  const settings = JSON.parse(await readFile(join(launch.dir, 'settings.json'), 'utf8')) as {
    hooks: Record<string, [{ hooks: [{ command: string }] }]>
  }
  const run = (event: string, input: string): string =>
    execFileSync('sh', ['-c', settings.hooks[event]?.[0].hooks[0].command ?? 'false'], { input, encoding: 'utf8', cwd: '/' })
  const prompt = JSON.stringify({ hook_event_name: 'UserPromptSubmit', prompt: 'x\\ \u0000 ünï\n'.repeat(100_000) })
  expect(run('UserPromptSubmit', prompt)).toBe('')
  expect(run('PostToolUse', '{"tool_response":"a whole file"}')).toBe('')
  const signals = join(launch.dir, 'signals')
  const files = readdirSync(signals).sort()
  expect(files.map(name => name.replace(/\d+/g, 'n'))).toEqual(['n-n-UserPromptSubmit.json', 'n-n-PostToolUse.json'])
  expect(files.map(name => readFileSync(join(signals, name), 'utf8'))).toEqual([prompt, '{"hook_event_name":"PostToolUse"}'])
})

test("a profile with MCP tools gives the program czar's MCP server for this worker, and its tools need no permission", async () => {
  const { launch, command, settings } = await prepared({ allow: [], otherwise: 'ask' }, { profile: { ...profile, mcp: true } })
  const file = join(launch.dir, 'mcp.json')
  expect(command.argv.join(' ')).toContain(`--mcp-config ${file}`)
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    mcpServers: { czar: { command: 'czar', args: ['mcp'], env: { CZAR_WORKER: launch.worker }, timeout: 86_400_000 } },
  })
  const { allow } = settings['permissions'] as { allow: readonly string[] }
  expect(allow.filter(rule => rule.startsWith('mcp'))).toEqual(
    ['report', 'handoff', 'peers', 'inbox', 'say', 'spawn', 'wait'].map(name => `mcp__czar__${name}`),
  )
})
