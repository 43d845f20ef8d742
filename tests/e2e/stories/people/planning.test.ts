import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, honestly, runCzar } from '../../../support/a-fleet.ts'
import { aPlanner, BAD_ID, CYCLE, GOOD, NOTHING, OVERLAP } from '../../../support/a-planner.ts'
import { readJournal } from '../../../support/read-journal.ts'
import { until } from '../../../support/until.ts'

test('a plan in Markdown becomes a fleet that proves its tasks', async () => {
  const fleet = await aFleet('workers: []\n')
  const steps = (id: string) =>
    `\`\`\`scripted\n${honestly(id)
      .map(step => `- ${step}\n`)
      .join('')}\`\`\``
  const task = (id: string, more: string) =>
    `## ${id}\nWrite the file.\n\n- owns: src/${id}/**\n- accept: \`test -s src/${id}/work.txt\`\n${more}\n${steps(id)}\n`
  writeFileSync(join(fleet.repository, 'plan.md'), `# Two files\n${task('one', '')}${task('two', '- depends on: one\n')}`)
  const words = ['plan', '--from', 'plan.md', '--worker-agent', 'scripted', '--out', '../planned', '--launch']
  const launched = await runCzar(words, { env: fleet.env, cwd: fleet.repository })
  expect(launched).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('one → two') })
  const journal = join(fleet.directory, 'status', 'repository')
  const over = await until(
    () => readJournal(journal).find(event => event.kind === 'project.finished'),
    event => event !== undefined,
    { timeoutMs: 120_000, what: 'the planned fleet is over' },
  )
  expect(over).toMatchObject({ verified: 2, failed: 0 })
  await runCzar(['stop', '-p', 'repository'], { env: fleet.env, cwd: fleet.repository })
})

test('a planner gets its mistakes back, and its third answer becomes the project file', async () => {
  const { plan, prompts, fleet, left } = await aPlanner([BAD_ID, OVERLAP, GOOD])
  const { code, stdout, stderr } = await plan('--json')
  expect(stderr).toBe('claude plans: round 1 of 3\nclaude plans: round 2 of 3\nclaude plans: round 3 of 3\n')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    criticalPath: ['models', 'api'],
    tasks: [{ title: 'Models' }, { role: 'implementer' }],
    unsure: [{ text: 'Which port?' }, { task: 'api', text: 'no command proves its work' }],
    use: { agent: 'claude', rounds: 3, usd: 0.75, tokens: 3030 },
    warnings: [],
  })
  const [first = '', second = '', third = ''] = prompts()
  expect(first).toContain('Search in the shop')
  expect(first).not.toContain('This is round')
  expect(second).toContain('- tasks[0].id: "Models" must be lower-case letters')
  expect(second).toContain('without ..')
  expect(third).toMatch(/czar\.yaml:\d+:\d+: owns: "src\/\*\*" overlaps "src\/\*\*" of worker "models"/)
  expect(third).toMatch(/^\d+: {3}- id: api$/m)
  expect(readFileSync(join(fleet.repository, 'czar.yaml'), 'utf8')).toContain('by claude')
  expect(left()).toEqual(NOTHING)
})

test('what a planner needs in a fresh worktree is set up for every worker, and for the commands that --gates tries', async () => {
  const ready = { ...GOOD, setup: ['mkdir -p made && echo ready > made/state'] }
  const prepared = { ...ready, tasks: GOOD.tasks.map(task => ({ ...task, accept: ['grep -q ready made/state'] })) }
  const mended = { ...ready, tasks: GOOD.tasks.map(task => ({ ...task, accept: ['grep -q ready made/state && test -s src/list.txt'] })) }
  const { plan, prompts, fleet } = await aPlanner([prepared, mended])
  const { code, stdout, stderr } = await plan('--gates')
  expect({ code, stderr }).toMatchObject({ code: 0 })
  expect(prompts()[1], 'the first command finds what setup made').toContain('passes on base already')
  expect(stdout).toContain('each worktree is prepared by: mkdir -p made && echo ready > made/state')
  const file = readFileSync(join(fleet.repository, 'czar.yaml'), 'utf8')
  expect(file.match(/^ {4}setup: \["mkdir -p made && echo ready > made\/state"\]$/gm)).toHaveLength(2)
})

test('with --gates a planner gets back the commands that pass before any work; those that still pass in the end become warnings', async () => {
  const provenBy = (command: string) => ({ ...GOOD, tasks: GOOD.tasks.map(task => ({ ...task, accept: [command] })) })
  const provesNothing = provenBy('true')
  const mended = await aPlanner([provesNothing, provenBy('test -s src/models/list.txt')])
  const first = await mended.plan('--json', '--gates')
  expect(first.code).toBe(0)
  expect(mended.prompts()[1]).toMatch(
    /- .*czar\.yaml:\d+:\d+: nothing in the accept of models proves the work: `true` passes on base already/,
  )
  expect(JSON.parse(first.stdout)).toMatchObject({ use: { rounds: 2 }, warnings: [] })
  const stubborn = await aPlanner([provesNothing, provesNothing, provesNothing])
  const last = await stubborn.plan('--json', '--gates')
  expect(JSON.parse(last.stdout)).toMatchObject({
    use: { rounds: 3 },
    warnings: Array(2).fill(expect.stringContaining('`true` passes on base already')),
  })
  expect(stubborn.left()).toEqual(NOTHING)
})

test('after three answers that are not a plan, nothing is written, and the errors are shown', async () => {
  const { plan, fleet, left } = await aPlanner(['I would rather not.', CYCLE, 'no { json'])
  const { code, stderr } = await plan()
  expect(code).toBe(1)
  expect(stderr).toContain('claude gave no valid plan in 3 rounds; nothing is written')
  expect(stderr).toContain('the answer holds no JSON object')
  expect(existsSync(join(fleet.repository, 'czar.yaml'))).toBe(false)
  expect(left()).toEqual(NOTHING)
})

test('changes in the repository while an agent plans are reported', async () => {
  const before = `execFileSync('git', ['tag', 'planted']); writeFileSync(${JSON.stringify('REPOSITORY/planted.txt')}, 'x')`
  const { plan, fleet, env } = await aPlanner([GOOD], { before })
  const program = join(fleet.directory, 'bin', 'claude')
  writeFileSync(program, readFileSync(program, 'utf8').replace('REPOSITORY', fleet.repository))
  expect(env.PATH).toContain('bin')
  const { code, stdout } = await plan()
  expect(code).toBe(0)
  expect(stdout).toContain('warning: while the agent planned, your repository changed: refs/tags/planted, planted.txt')
})

test.each([
  { fails: 'Not logged in · Please run /login', code: 3, says: 'claude is not logged in', next: 'claude   # log in once' },
  { fails: 'API Error: 429 rate_limit_error', code: 3, says: 'claude is at a limit of its provider', next: '--agent OTHER' },
  { fails: 'error max budget usd', code: 1, says: 'claude has used its budget of $2', next: '--usd 4' },
  { fails: 'Something else', code: 1, says: 'claude gave no answer', next: 'czar doctor' },
])('a program that fails with "$fails" is reported with the next command', async ({ fails, code, says, next }) => {
  const before = `say({ type: 'result', subtype: 'error', is_error: true, result: ${JSON.stringify(fails)} }); process.exit(1)`
  const { plan, left } = await aPlanner([GOOD], { before })
  const refused = await plan('--usd', '2')
  expect(refused.stderr).toContain(says)
  expect(refused.stderr).toContain(next)
  expect(refused.code).toBe(code)
  expect(left()).toEqual(NOTHING)
})

test('a dry run prints the command and the prompt, and starts nothing', async () => {
  const { plan, fleet } = await aPlanner([GOOD])
  const { code, stdout } = await plan('--dry-run', '--usd', '3')
  expect(code).toBe(0)
  expect(stdout).toContain('/bin/claude --print --output-format stream-json --verbose --tools Read,Glob,Grep')
  expect(stdout).toContain('--max-budget-usd 3')
  expect(stdout).toContain('Search in the shop')
  expect(existsSync(join(fleet.directory, 'prompts'))).toBe(false)
})

test('kill -9 of czar plan leaves no worktree, no folder and no process', async () => {
  const { env, fleet, left, isHanging } = await aPlanner([], { hangs: true })
  const bin = join(import.meta.dirname, '..', '..', '..', '..', 'bin', 'czar.js')
  const child = execFile(process.execPath, [bin, 'plan', 'x', '--agent', 'claude'], { env, cwd: fleet.repository })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  await until(isHanging, Boolean, { what: 'the agent works' })
  expect(left()).toMatchObject({ worktrees: 1, folder: true })
  child.kill('SIGKILL')
  expect(await ended).toBeNull()
  expect(await until(left, ({ worktrees, folder, processes }) => worktrees + processes === 0 && !folder, { what: 'all is gone' })).toEqual(
    NOTHING,
  )
})
