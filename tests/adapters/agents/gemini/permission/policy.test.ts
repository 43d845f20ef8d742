import { expect, test } from 'vitest'
import { policyFile } from '../../../../../src/adapters/agents/gemini/permission/policy.ts'
import type { Policy } from '../../../../../src/core/model/policy/policy.ts'
import { aPolicy } from '../../../../support/builders/a-policy.ts'
import { aProfile } from '../../../../support/builders/a-profile.ts'
import { temporaryDirectory } from '../../../../support/temporary.ts'
import { launchIn } from '../../support/launch.ts'

interface Decision {
  readonly decision: 'allow' | 'deny'
  readonly redirects: boolean
}

/**
 * Tries the rules as Gemini CLI 0.61.0 does: the highest priority first, on the arguments as JSON. A NUL character
 * stands before and after each argument.
 */
async function rules(permissions: Policy['permissions'], accept: readonly string[] = [], mcp = false) {
  const launch = await launchIn(await temporaryDirectory(), { accept, profile: aProfile({ mcp }), policy: { ...aPolicy, permissions } })
  const file = policyFile(launch)
  const found = file.split('[[rule]]\n').filter(Boolean).map(readRule)
  const sorted = found.toSorted((one, other) => other.priority - one.priority)
  const decide = (tool: string, args: object): Decision | null => {
    const json = `{${Object.entries(args)
      .map(([key, value]) => `\0"${key}":${JSON.stringify(value)}\0`)
      .join(',')}}`
    const rule = sorted.find(each => ['*', tool].includes(each.tool) && (each.pattern === null || each.pattern.test(json)))
    return rule === undefined ? null : { decision: rule.decision, redirects: rule.redirects }
  }
  return { file, cwd: launch.cwd, found, decide, run: (command: string) => decide('run_shell_command', { command, description: 'x' }) }
}

function readRule(text: string) {
  const value = (key: string) => new RegExp(`^${key} = (.*)$`, 'm').exec(text)?.[1]
  const pattern = value('argsPattern')
  return {
    tool: JSON.parse(value('toolName') ?? '') as string,
    source: pattern === undefined ? null : (JSON.parse(pattern) as string),
    pattern: pattern === undefined ? null : new RegExp(JSON.parse(pattern) as string),
    decision: JSON.parse(value('decision') ?? '') as Decision['decision'],
    priority: Number(value('priority')),
    redirects: value('allowRedirection') === 'true',
  }
}

const ASK = { allow: [], otherwise: 'ask' } as const

test('Gemini CLI accepts every rule of the policy: rules are short, and none repeats a group', async () => {
  const { found } = await rules({ allow: ['npm run *(x)*', 'timeout *'], otherwise: 'deny' }, [`sh -c '(a|b)*' | grep "(c)+"`])
  const patterns = found.flatMap(({ source }) => source ?? [])
  expect(patterns.length).toBeGreaterThan(50)
  for (const pattern of patterns) {
    expect(pattern.length).toBeLessThanOrEqual(2048)
    expect(pattern).not.toMatch(/\([^)]*[*+?{].*\)[*+?{]/)
  }
})

test('the policy allows reports, commits and reading without a permission', async () => {
  const { run, cwd, decide } = await rules(ASK)
  const allowed = [
    'czar report ack --task api.1 "a > b" --plan x.ts',
    'git add -A && git commit -m "feat: x"',
    `git -C ${cwd} status --short`,
    'git merge --no-edit main',
    `cd ${cwd} && git diff`,
    'tail -n 80',
  ]
  for (const command of allowed) expect(run(command), command).toMatchObject({ decision: 'allow' })
  expect(run('czar report done "$(cat <<\'END\'\ntwo\nlines\nEND\n)"'), 'a here document').toEqual({ decision: 'allow', redirects: true })
  expect(run('git status 2>&1 | head'), 'errors among the output').toEqual({ decision: 'allow', redirects: true })
  expect(decide('write_file', { content: 'x', file_path: 'a.ts' })).toMatchObject({ decision: 'allow' })
})

test('the policy demands a permission for everything else: other verbs, other programs, look-alikes, and files written by redirection', async () => {
  const { run, decide } = await rules(ASK)
  const others = ['git push', 'git commitx', 'czar run -- npm publish', 'czar stop', 'npm publish', 'xgit add', 'git -C / add x', 'cd /']
  for (const command of others) expect(run(command), command).toBeNull()
  expect(run('cat x > ~/.bashrc')).toEqual({ decision: 'allow', redirects: false })
  expect(run('git status >> /etc/hosts')).toBeNull()
  expect(run('git log && cat x > ~/.bashrc')).toEqual({ decision: 'allow', redirects: false })
  expect(run('git diff >> /etc/hosts')).toBeNull()
  expect(decide('web_fetch', { prompt: 'x' })).toBeNull()
})

test.each([
  ['log', '-1 --format=x --output=/x'],
  ['log', '--output /x'],
  ['log', '--outp=/x'],
  ['log', `-"-output=/x"`],
  ['log', `"--output=/x"`],
  ['log', `''--output=/x`],
  ['log', String.raw`\--output=/x`],
  ['log', `--grep="a|b" --output=/x`],
  ['log', `--format='%h' "a" "b" "c" --output=/x`],
  ['diff', '--no-index a /etc/passwd'],
  ['diff', '-O/x'],
  ['show', '--ext-diff'],
])('an option of git %s that is not known to be harmless needs a permission: %s', async (verb, options) => {
  const { run, cwd } = await rules(ASK)
  for (const git of ['git', `git -C ${cwd}`]) expect(run(`${git} ${verb} ${options}`)).toBeNull()
})

test('reading commands of git are allowed, with their options', async () => {
  const { run, cwd } = await rules(ASK)
  const looks = [
    'git log',
    'git log --oneline -5 2>&1 | head -n 3',
    `git log --format='%h %an' -n 3 --since="2 days ago" main..HEAD -- src`,
    'git diff --stat HEAD~1 && git add -A',
    'git diff -U3 --cached',
    'git show --name-only HEAD:src/a.ts',
    `git -C ${cwd} log --all --graph`,
  ]
  for (const look of looks) expect(run(look), look).toMatchObject({ decision: 'allow' })
})

test.each([
  'git commit -m x --edit',
  'git commit --edit -m x',
  'git commit --allow-empty --ed -m x',
  'git commit -m "x" -e',
  'git commit -m x -"-edit"',
  `git commit -m x --ed''it`,
  'git commit -m x "--edit"',
  `git commit -m x '-e'`,
  `git commit -m x ''--edit`,
  String.raw`git commit -m x \--edit`,
  'git commit -m x "$OPTION"',
  'git commit -m x $OPTION',
  'git commit -m "a" "b" --edit',
  String.raw`git commit -m "a\" -m" --edit`,
  String.raw`git commit -m "a\\" --edit`,
  'git commit -m x \\\n  --edit',
  'git commit --author="a -m <b>"',
  'git commit -- -m',
  'git commit --amend',
  'git commit -c HEAD -m x',
  'git commit -t file',
  'git commit -m x --fixup=amend:HEAD',
  'git commit -m "`touch x`"',
  'git commit -m "$(touch x)"',
  'git commit -m x -F /etc/passwd',
  'git commit -mx -S',
  'git merge --no-edit --edit main',
  'git merge -e --no-edit main',
  'git merge main',
  'git merge -s evil main',
  'git add -e',
  'git add --edit x',
  'git add -p',
  'git restore -p x',
  'git rm --pathspec-from-file=/etc/passwd',
])('a git command that may open an editor, or that is not known, needs a permission: %s', async command => {
  const { run, cwd } = await rules(ASK)
  expect(run(command)).toBeNull()
  expect(run(command.replace('git', `git -C ${cwd}`))).toBeNull()
})

test.each([
  'git commit -m x',
  'git commit -qam"feat: x"',
  'git commit -q -m "feat: it\'s done; (a & b) | c > d -- e" -m \'a "second" text --edit\' && czar peers',
  String.raw`git commit -m "he said \"no\", and \\ that's $5, $HOME"`,
  'git commit -m "feat: x\n\n- one -e\n- two --edit"',
  'git commit -m "a" \\\n  -m "b" \\\n  src/a.ts',
  'git commit --message="a b" --author="A B <a@b>" -- src/a.ts "src/b c.ts"',
  'git commit src/a.ts -m x 2>&1 | tail -n 3',
  'git commit --amend --no-edit',
  'git commit -m "-e"',
  'git commit -m "" --allow-empty',
  'git merge --no-edit main',
  'git merge --no-ff -m "x y" main; git status',
  'git merge --abort',
  'git add src/*.ts docs/[ab]?.md',
  'git add -A .',
  "git add 'src/a b.ts' || true",
  'git mv a.ts b.ts',
  'git rm -rf --cached src/a.ts',
  'git restore --staged --source=HEAD~1 src/a.ts',
  'git status --porcelain=v1 -sb',
])('a git command that keeps work is allowed without a permission: %s', async command => {
  const { run, cwd } = await rules(ASK)
  expect(run(command)).toMatchObject({ decision: 'allow' })
  expect(run(command.replace('git', `git -C ${cwd}`))).toMatchObject({ decision: 'allow' })
})

test("the task's accept commands are allowed: each part, with redirections, in pipes, and behind czar run", async () => {
  const accept = [`test "$(wc -l <a)" = 3 && npm test`, `sh -c 'echo "(x)"' | sh -c 'cat > made'`]
  const { run } = await rules(ASK, accept)
  for (const command of accept) {
    for (const whole of [command, `czar run -- ${command}`, `${command} 2>&1 | tail -n 20`]) {
      expect(run(whole), whole).toEqual({ decision: 'allow', redirects: true })
    }
  }
  for (const part of ['npm test', 'wc -l', `sh -c 'cat > made'`, 'cat', `test "$(wc -l <a)" = 3`]) {
    expect(run(part), part).toMatchObject({ decision: 'allow' })
  }
  expect(run('npm test -- --update')).toBeNull()
})

test("czar's MCP tools need no permission, and their tool run may run exactly the accept commands", async () => {
  const { decide } = await rules(ASK, ['npm test'], true)
  expect(decide('mcp_czar_report', { kind: 'note', text: 'x' })).toMatchObject({ decision: 'allow' })
  expect(decide('mcp_czar_run', { command: 'npm test' })).toMatchObject({ decision: 'allow' })
  for (const command of ['npm test && npm publish', 'npm test | sh', 'npm publish']) {
    expect(decide('mcp_czar_run', { command }), command).toBeNull()
  }
  const without = await rules(ASK, ['npm test'])
  expect(without.decide('mcp_czar_report', {})).toBeNull()
})

test('giving a part of the task to another worker, and waiting for it, needs no permission', async () => {
  const { run } = await rules(ASK)
  for (const command of [
    'czar spawn --task parts/a.md --owns "docs/**"',
    'czar wait docs --timeout 9m',
    'echo "Write it" | czar spawn --task -',
  ])
    expect(run(command), command).toMatchObject({ decision: 'allow' })
  expect(run('czar worker add docs --task a.md')).toBeNull()
})

test("a pattern of the project's policy can be the words of a command, a rule of Gemini CLI, or a tool's name", async () => {
  const { run, decide } = await rules({
    allow: ['npm *', 'make:*', 'true', 'run_shell_command(ls -l)', 'web_fetch', 'mcp_db_query'],
    otherwise: 'ask',
  })
  for (const command of ['npm ci', 'czar run -- npm ci', 'make', 'make all', 'true', 'ls -l']) {
    expect(run(command), command).toMatchObject({ decision: 'allow' })
  }
  for (const command of ['npmx', 'makefile', 'false']) expect(run(command), command).toBeNull()
  expect(decide('web_fetch', { prompt: 'x' })).toMatchObject({ decision: 'allow' })
  expect(decide('mcp_db_query', { sql: 'x' })).toMatchObject({ decision: 'allow' })
})

test("if the project's policy denies everything else, every other command is refused", async () => {
  const { run, decide } = await rules({ allow: ['npm test'], otherwise: 'deny' })
  expect(run('npm test')).toMatchObject({ decision: 'allow' })
  expect(run('npm publish')).toMatchObject({ decision: 'deny' })
  expect(decide('web_fetch', { prompt: 'x' })).toMatchObject({ decision: 'deny' })
  expect(decide('read_file', { file_path: 'a' })).toMatchObject({ decision: 'allow' })
})
