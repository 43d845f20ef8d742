import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { answerFor, verdictOn } from '../../../../src/adapters/agents/permission/answer.ts'
import { permissionRules } from '../../../../src/adapters/agents/permission/permission-rules.ts'
import { aPolicy } from '../../../support/builders/a-policy.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { launchIn } from '../support/launch.ts'

const TOOL = /^mcp__\S+$/

async function aWorktree(allow: readonly string[] = [], otherwise: 'ask' | 'deny' = 'ask') {
  const launch = await launchIn(await temporaryDirectory(), {
    policy: { ...aPolicy, permissions: { allow, otherwise } },
    accept: ['npm test'],
  })
  const dotGit = join(launch.cwd, '.git')
  writeFileSync(dotGit, 'gitdir: /somewhere/.git/worktrees/api\n')
  const rules = permissionRules(launch, TOOL)
  const asked = (command: string, changes: object = {}) =>
    verdictOn({ tool_name: 'Bash', tool_input: { command }, cwd: launch.cwd, ...changes }, rules)
  return { cwd: launch.cwd, dotGit, rules, asked }
}

test.each(['Bash', 'mcp__czar__run', 'run_shell_command', 'mcp_czar_run', 'bash', 'czar_run'])(
  '%s is recognised as a shell command',
  async tool => {
    const { asked } = await aWorktree(['Bash(npm run *)', 'bash(make:*)', 'run_shell_command(ls *)', 'cargo test*'])
    for (const command of ['npm test', 'npm run lint && npm test', 'make all', 'ls -l', 'cargo test', 'git status']) {
      expect(asked(command, { tool_name: tool }), command).toBe('allow')
    }
    expect(asked('npm test && npm publish', { tool_name: tool })).toBe('ask')
  },
)

test('the commands by which a worker gives a part of its task to another one need no permission, and those that steer the fleet do', async () => {
  const { asked } = await aWorktree(['Bash(npm run *)'], 'deny')
  const spawn = 'czar spawn --task - --id docs --owns "docs/**" --accept "npm test -- docs" --agent codex --usd 2'
  for (const command of [
    `echo "Write the page; it's short" | ${spawn}`,
    'czar spawn --task parts/a.md',
    'czar wait',
    'czar wait docs --timeout 9m',
  ])
    expect(asked(command), command).toBe('allow')
  for (const command of ['czar worker add docs --task a.md', 'czar reload', 'czar spawn --task - < /etc/passwd', 'czar waiting'])
    expect(asked(command), command).toBe('deny')
})

test('a tool other than the shell is allowed by its name alone', async () => {
  const { asked } = await aWorktree(['mcp__db__query'], 'deny')
  expect(asked('x', { tool_name: 'mcp__db__query' })).toBe('allow')
  expect(asked('npm test', { tool_name: 'mcp__other__run' })).toBe('deny')
})

test('a git command needs a permission if it works in another repository: outside, nested, bare, or with an exchanged .git', async () => {
  const { asked, cwd, dotGit } = await aWorktree()
  const at = (directory: string, command = 'git status') => asked(command, { cwd: directory })
  mkdirSync(join(cwd, 'src', 'deep'), { recursive: true })
  mkdirSync(join(cwd, 'nested', '.git', 'objects'), { recursive: true })
  mkdirSync(join(cwd, 'bare', 'objects'), { recursive: true })
  writeFileSync(join(cwd, 'bare', 'HEAD'), 'ref: refs/heads/main\n')
  symlinkSync('/', join(cwd, 'out'))
  expect(at(join(cwd, 'src', 'deep'))).toBe('allow')
  for (const directory of ['/', join(cwd, '..'), `${cwd}2`, join(cwd, 'nested'), join(cwd, 'bare'), join(cwd, 'out'), join(cwd, 'gone')]) {
    expect(at(directory), directory).toBe('ask')
    expect(at(directory, `cd ${cwd} && git status`), directory).toBe('allow')
  }
  expect(asked('git status', { tool_input: { command: 'git status', dir_path: 'nested' } })).toBe('ask')
  expect(asked('git status', { tool_input: { command: 'git status', dir_path: 'src' } })).toBe('allow')
  writeFileSync(dotGit, 'gitdir: nested/.git\n')
  expect(at(cwd)).toBe('ask')
  expect(at(cwd, `cd ${cwd} && git status`)).toBe('ask')
})

test("a path that leaves the worktree through a link needs a permission, also if the link's target does not exist yet", async () => {
  const { asked, cwd } = await aWorktree()
  mkdirSync(join(cwd, 'src'))
  symlinkSync('/etc', join(cwd, 'out'))
  symlinkSync('../../gone', join(cwd, 'src', 'nowhere'))
  symlinkSync('ring', join(cwd, 'ring'))
  symlinkSync('src', join(cwd, 'in'))
  for (const path of ['out/passwd', 'out', 'src/nowhere/x', 'src/nowhere/../y', 'ring/x']) {
    expect(asked(`git mv a ${path}`), path).toBe('ask')
    expect(asked(`cat ${path}`), path).toBe('ask')
  }
  for (const path of ['in/x', 'src/x', 'new/x', 'main', `${cwd}/x`]) expect(asked(`git mv a ${path}`), path).toBe('allow')
  expect(asked('cat nowhere/x', { cwd: join(cwd, 'src') })).toBe('ask')
  for (const text of ['git commit -m "/etc is no path here"', 'grep -rn "/out/x" src', 'echo out/passwd'])
    expect(asked(text), text).toBe('allow')
})

test('a command that Claude Code wants to run outside its sandbox is left to a person', async () => {
  const { asked } = await aWorktree()
  expect(asked('', { tool_input: { command: 'npm test', dangerouslyDisableSandbox: true } })).toBe('ask')
})

test('a command that cannot be parsed needs a permission', async () => {
  const { rules } = await aWorktree(['Bash(*)'], 'deny')
  for (const payload of [null, {}, 'x', { hook_event_name: 'Stop' }]) expect(verdictOn(payload, rules)).toBe('ask')
  expect(verdictOn({ tool_name: 'Bash', tool_input: 'x' }, rules)).toBe('deny')
})

test('each agent program gets the answer in its own format', () => {
  const answers = (program: Parameters<typeof answerFor>[0]) =>
    (['allow', 'ask', 'deny'] as const).map(verdict => answerFor(program, verdict))
  const [allowed, ...rest] = answers('claude')
  expect(allowed).toMatchObject({ hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'allow' } })
  expect(rest, 'its own mode asks or refuses').toEqual([null, null])
  const hookEventName = 'PermissionRequest'
  expect(answers('codex')).toEqual([
    { hookSpecificOutput: { hookEventName, decision: { behavior: 'allow' } } },
    null,
    { hookSpecificOutput: { hookEventName, decision: { behavior: 'deny', message: expect.stringContaining('does not allow it') } } },
  ])
  expect(answers('gemini')).toMatchObject([{}, { decision: 'ask' }, { decision: 'deny', reason: expect.stringContaining('policy') }])
  expect(answers('opencode')).toMatchObject([
    { verdict: 'allow' },
    { verdict: 'ask' },
    { verdict: 'deny', reason: expect.stringContaining('denied') },
  ])
})
