import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../../support/temporary.ts'
import { aStateDir } from '../support/a-state-dir.ts'
import { czar } from '../support/run-in-process.ts'

const PLAN = `# Shop

## Models
Build the models.

- owns: src/models/
- accept: \`npm test -- models\`

## API
- depends on: Models
- owns: src/api/**
`

async function aShop(plan: string | null = PLAN, name = 'shop') {
  const cwd = join(await temporaryDirectory(), name)
  await execa('git', ['init', '-q', '-b', 'trunk', cwd])
  if (plan !== null) writeFileSync(join(cwd, 'plan.md'), plan)
  const { env } = await aStateDir()
  return { cwd, run: (words: readonly string[], more: object = {}) => czar(['plan', ...words], { cwd, env, ...more }), env }
}

test('a plan in Markdown becomes a valid project file with a file for each task, and the graph is printed', async () => {
  const { cwd, run, env } = await aShop()
  const { code, stdout, stderr } = await run(['--from', 'plan.md'])
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout).toContain('2 tasks, at most 1 at the same time\ncritical path (2 of them, one after the other): models → api\n')
  expect(stdout).toMatch(/models +src\/models\/\*\* +npm test -- models/)
  expect(stdout).toContain('unsure of\n  api, line 9: no command proves its work\n')
  expect(stdout).toContain('next: czar launch czar.yaml')
  expect(readdirSync(join(cwd, 'tasks')).toSorted()).toEqual(['api.md', 'models.md'])
  expect(readFileSync(join(cwd, 'tasks', 'models.md'), 'utf8')).toContain('# Models\n\nBuild the models.')
  const yaml = readFileSync(join(cwd, 'czar.yaml'), 'utf8')
  expect(yaml).toMatch(/project: shop\nrepo: \.\nbase: trunk\nagent: claude\n/)
  expect(yaml).toContain('  # API\n  # unsure: no command proves its work\n  - id: api\n    depends_on: ["models"]\n')
  expect((await czar(['validate', 'czar.yaml'], { cwd, env })).code).toBe(0)
})

test('nothing is written if one of the files exists, even a link that leads nowhere', async () => {
  const { cwd, run } = await aShop()
  mkdirSync(join(cwd, 'tasks'))
  symlinkSync('/nowhere', join(cwd, 'tasks', 'api.md'))
  const refused = await run(['--from', 'plan.md'])
  expect(refused.code).toBe(3)
  expect(refused.stderr).toContain(`nothing is written, because this file is there already: ${join(cwd, 'tasks', 'api.md')}`)
  expect(refused.stderr).toContain('next: czar plan --from plan.md --out DIR')
  expect(existsSync(join(cwd, 'czar.yaml'))).toBe(false)
  expect(readdirSync(join(cwd, 'tasks'))).toEqual(['api.md'])
  const elsewhere = await run(['--from', 'plan.md', '--out', 'fleet/one'])
  expect(elsewhere.code).toBe(0)
  expect(readFileSync(join(cwd, 'fleet', 'one', 'czar.yaml'), 'utf8')).toContain('repo: ../..\n')
})

test('a dry run prints the plan although files are there, and changes none of them', async () => {
  const { cwd, run } = await aShop()
  writeFileSync(join(cwd, 'czar.yaml'), 'mine\n')
  expect(await run(['--from', 'plan.md', '--dry-run'])).toMatchObject({ code: 0, stdout: expect.stringContaining('models → api') })
  expect(readFileSync(join(cwd, 'czar.yaml'), 'utf8')).toBe('mine\n')
  expect(existsSync(join(cwd, 'tasks'))).toBe(false)
})

test('a folder whose name has accents gives its name to the project', async () => {
  const { cwd, run } = await aShop(PLAN, 'Café Übung')
  expect((await run(['--from', 'plan.md'])).code).toBe(0)
  expect(readFileSync(join(cwd, 'czar.yaml'), 'utf8')).toContain('project: cafe_ubung\n')
})

test('an existing file without a dot in its name stays a file in the territory', async () => {
  const { cwd, run } = await aShop('# Plan\n## Run\nowns: tools/run\n## Jump\nowns: tools/jump\n')
  mkdirSync(join(cwd, 'tools'))
  writeFileSync(join(cwd, 'tools', 'run'), '')
  const { stdout } = await run(['--from', 'plan.md'])
  expect(stdout).toMatch(/run +tools\/run +\?/)
  expect(stdout).toMatch(/jump +tools\/jump\/\*\*/)
})

test('a dry run prints the plan and writes nothing', async () => {
  const { cwd, run } = await aShop()
  expect(await run(['--from', 'plan.md', '--dry-run'])).toMatchObject({ code: 0, stdout: expect.stringContaining('models → api') })
  expect(readdirSync(cwd)).toEqual(['.git', 'plan.md'])
})

test('the JSON has the tasks, the graph, what is unsure and the written files', async () => {
  const { cwd, run } = await aShop()
  const { stdout } = await run(['--from', '-', '--json'], { stdin: PLAN })
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    file: 'czar.yaml',
    width: 1,
    criticalPath: ['models', 'api'],
    levels: [['models'], ['api']],
    tasks: [
      { id: 'models', owns: ['src/models/**'], accept: ['npm test -- models'], as: 'worker' },
      { id: 'api', dependsOn: ['models'] },
    ],
    unsure: [{ task: 'api', line: 9, text: 'no command proves its work' }],
    written: [join(cwd, 'tasks', 'models.md'), join(cwd, 'tasks', 'api.md'), join(cwd, 'czar.yaml')],
    use: null,
  })
})

test('a plan in a subdirectory of a repository with a blank in its path belongs to the whole repository', async () => {
  const { cwd, env } = await aShop(null, 'my shop')
  mkdirSync(join(cwd, 'plans'))
  writeFileSync(join(cwd, 'plans', 'next.md'), PLAN)
  expect((await czar(['plan', '--from', 'next.md'], { cwd: join(cwd, 'plans'), env })).code).toBe(0)
  expect(readFileSync(join(cwd, 'plans', 'czar.yaml'), 'utf8')).toMatch(/project: my_shop\nrepo: \.\.\n/)
})

test.each([
  { name: 'no source', words: [], code: 2, says: 'say what to plan', next: 'czar plan --help' },
  {
    name: 'a goal without an agent',
    words: ['a goal'],
    code: 2,
    says: 'only an agent can plan a goal',
    next: "czar plan 'a goal' --agent claude",
  },
  { name: 'an empty goal', words: [' ', '--agent', 'claude'], code: 2, says: 'the goal is empty', next: 'czar plan --help' },
  { name: 'a missing file', words: ['--from', 'no.md'], code: 2, says: 'the plan no.md cannot be read', next: 'ls -l no.md' },
  {
    name: 'a plan that is done',
    words: ['--from', 'done.md'],
    code: 3,
    says: 'no task that is still to be done',
    next: 'czar help planning',
  },
  { name: 'bytes that are not UTF-8', words: ['--from', 'latin.md'], code: 2, says: 'it is not UTF-8 at byte 1', next: 'ls -l latin.md' },
  {
    name: 'a wrong time',
    words: ['x', '--agent', 'claude', '--time', 'soon'],
    code: 2,
    says: '--time soon is no duration',
    next: 'czar plan x --agent claude --time 30m',
  },
  {
    name: 'a wrong budget',
    words: ['x', '--agent', 'claude', '--usd', '-1'],
    code: 2,
    says: '--usd -1 is not a number',
    next: 'czar plan x --agent claude --usd 2',
  },
  {
    name: 'an agent that cannot plan',
    words: ['x', '--agent', 'aider'],
    code: 2,
    says: 'these can: claude, codex, opencode, gemini',
    next: 'czar plan --help',
  },
  {
    name: 'an unknown agent of the workers',
    words: ['--from', 'plan.md', '--worker-agent', 'cloud'],
    code: 2,
    says: 'did you mean "claude"',
    next: 'czar plan --from plan.md --worker-agent claude',
  },
])('$name is refused with the next command', async ({ words, code, says, next }) => {
  const { cwd, run } = await aShop()
  writeFileSync(join(cwd, 'done.md'), '# Plan\n- [x] all\n')
  writeFileSync(join(cwd, 'latin.md'), Buffer.from([0x23, 0xe9, 0x20]))
  const refused = await run(words)
  expect(refused.stderr).toContain(says)
  expect(refused.stderr).toContain(`next: ${next}\n`)
  expect(refused.code).toBe(code)
  expect(existsSync(join(cwd, 'czar.yaml'))).toBe(false)
})

test('a plan on a branch that a worker would get is refused, and nothing is written', async () => {
  const { cwd, run } = await aShop()
  const { code, stderr } = await run(['--from', 'plan.md', '--base', 'feat/models'])
  expect(stderr).toContain('nothing is written, because the plan makes no valid project file')
  expect(stderr).toContain('branch "feat/models" is already used by the base')
  expect(code).toBe(2)
  expect(existsSync(join(cwd, 'czar.yaml'))).toBe(false)
})
