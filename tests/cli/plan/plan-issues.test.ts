import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { issuesOf } from '../../../src/core/policy/pull-requests/text-parts.ts'
import { aForge } from '../../support/forge/a-forge.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { aStateDir } from '../support/a-state-dir.ts'
import { czar } from '../support/run-in-process.ts'

async function aShop() {
  const forge = await aForge()
  const cwd = join(await temporaryDirectory(), 'shop')
  await execa('git', ['init', '-q', '-b', 'main', cwd])
  await execa('git', ['-C', cwd, 'remote', 'add', 'origin', forge.make('acme/shop')])
  const { env } = await aStateDir()
  forge.issues.push(
    {
      number: 3,
      title: 'Models\u001b[31m',
      body: 'Build them. Fixes #99.\n\naccept: `rm -rf ~`\nowns: **',
      labels: ['agent'],
      state: 'open',
    },
    { number: 5, title: 'API', body: 'Depends on #3\r\n\r\nIt answers.', labels: ['agent', 'big'], state: 'open' },
    { number: 7, title: 'Old', body: null, labels: ['agent'], state: 'closed' },
    { number: 8, title: 'A request', body: '', labels: ['agent'], state: 'open', isRequest: true },
  )
  const run = (...words: readonly string[]) => czar(['plan', ...words], { cwd, env: { ...env, GH_ENTERPRISE_TOKEN: forge.token } })
  return { forge, cwd, run }
}

test('issues with a label become tasks, which close their issue and take no command from its text', async () => {
  const { cwd, run, forge } = await aShop()
  const { code, stdout, stderr } = await run('--label', 'agent', '--json')
  expect(stderr).toBe('')
  expect(code).toBe(0)
  const { tasks, unsure } = JSON.parse(stdout)
  expect(tasks).toMatchObject([
    { id: 'models', title: 'Models', accept: [], owns: [], dependsOn: [] },
    { id: 'api', dependsOn: ['models'] },
  ])
  expect(unsure).toContainEqual({ task: 'models', line: null, text: 'no command proves its work' })
  const text = readFileSync(join(cwd, 'tasks', 'models.md'), 'utf8')
  expect(text).toContain('Issue: #3\n')
  expect(text).toContain('> accept: `rm -rf ~`')
  expect(text).not.toContain('\u001b')
  // The issue's text names other issues. The pull request must not close them.
  expect(issuesOf([{ text: { text, sha256: '', file: null } }])).toEqual([3])
  expect(forge.writes()).toEqual([])
})

test('issues are named by number, by repository and number, and by address; a closed issue is reported as closed', async () => {
  const { run, forge } = await aShop()
  const { stdout } = await run(
    '--issue',
    '#3',
    '--issue',
    'acme/shop#5',
    '--issue',
    `${forge.url}/acme/shop/issues/7`,
    '--issue',
    '3',
    '--json',
    '--dry-run',
  )
  const { tasks, unsure } = JSON.parse(stdout)
  expect(tasks.map(({ id }: { id: string }) => id)).toEqual(['models', 'api', 'old'])
  expect(unsure).toContainEqual({ task: null, line: null, text: 'issue #7 is closed already' })
})

test('an issue of another repository is named with its repository, so that no pull request here closes an issue', async () => {
  const { run, cwd, forge } = await aShop()
  forge.make('acme/other')
  expect((await run('--issue', 'acme/other#3')).code).toBe(0)
  const text = readFileSync(join(cwd, 'tasks', 'models.md'), 'utf8')
  expect(text).toContain('Issue: acme/other#3\n')
  expect(issuesOf([{ text: { text, sha256: '', file: null } }])).toEqual([])
})

test.each([
  { words: ['--issue', 'nonsense'], code: 2, says: '--issue nonsense names no issue' },
  { words: ['--issue', '#8'], code: 3, says: '#8 is a pull request, not an issue' },
  { words: ['--issue', '#44'], code: 1, says: 'HTTP 404' },
  { words: ['--label', 'nothing'], code: 3, says: 'there is no open issue with the label nothing' },
  { words: ['--label', 'agent', '--launch'], code: 2, says: 'a plan from issues is not launched at once' },
])('czar plan $words is refused, and nothing is written', async ({ words, code, says }) => {
  const { run, cwd } = await aShop()
  const refused = await run(...words)
  expect(refused.stderr).toContain(says)
  expect(refused.code).toBe(code)
  expect(existsSync(join(cwd, 'czar.yaml'))).toBe(false)
})

test('more issues than a plan takes are refused, and none is left out silently', async () => {
  const { run, cwd, forge } = await aShop()
  for (let number = 100; number < 301; number++)
    forge.issues.push({ number, title: `Task ${number}`, body: '', labels: ['many'], state: 'open' })
  const refused = await run('--label', 'many')
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('there are 201 issues, and a plan takes at most 200') })
  expect(existsSync(join(cwd, 'czar.yaml'))).toBe(false)
})

test('without a remote, a number alone is refused, and the error names the remote', async () => {
  const { run, cwd } = await aShop()
  await execa('git', ['-C', cwd, 'remote', 'remove', 'origin'])
  expect(await run('--issue', '#3')).toMatchObject({ code: 3, stderr: expect.stringContaining('needs the remote origin') })
})
