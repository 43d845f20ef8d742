import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { examineSpace } from '../../../src/cli/doctor/space.ts'
import { examineNode } from '../../../src/cli/doctor/tools.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { aStateDir } from '../support/a-state-dir.ts'
import { czar } from '../support/run-in-process.ts'

const PATH = process.env['PATH'] ?? ''

test('czar init writes a valid project file for the present repository', async () => {
  const { env } = await aStateDir()
  const cwd = await aRepository('My-App 2')
  const { code, stdout } = await czar(['init'], { cwd, env })
  expect(stdout).toContain(`wrote ${join(cwd, 'czar.yaml')}`)
  expect(code).toBe(0)
  expect(await readFile(join(cwd, 'czar.yaml'), 'utf8')).toMatch(/project: my_app_2\nrepo: \.\nbase: trunk/)
  expect(await czar(['validate', 'czar.yaml'], { cwd, env })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('czar.yaml is valid: project my_app_2'),
  })
})

test('czar init does not overwrite an existing file', async () => {
  const cwd = await aRepository('app')
  await writeFile(join(cwd, 'czar.yaml'), 'precious')
  expect(await czar(['init'], { cwd })).toMatchObject({ code: 3, stderr: expect.stringContaining('it is there already') })
  expect(await readFile(join(cwd, 'czar.yaml'), 'utf8')).toBe('precious')
})

test('czar init outside a repository names the next step', async () => {
  const cwd = await temporaryDirectory()
  expect(await czar(['init'], { cwd })).toMatchObject({ code: 3, stderr: expect.stringContaining('next: czar init --repo PATH_OR_URL') })
})

test('czar init refuses an unknown agent profile', async () => {
  const cwd = await aRepository('app')
  const { code, stderr } = await czar(['init', '--agent', 'cloud'], { cwd })
  expect(stderr).toContain('there is no agent profile "cloud"; did you mean "claude"?\n  next: czar init --agent claude\n')
  expect(code).toBe(2)
  await expect(readFile(join(cwd, 'czar.yaml'))).rejects.toMatchObject({ code: 'ENOENT' })
})

test('czar init accepts a bare repository, and quotes the paths in the commands that it prints', async () => {
  const cwd = join(await temporaryDirectory(), 'my store.git')
  await execa('git', ['init', '-q', '--bare', '-b', 'trunk', cwd])
  const { code, stdout } = await czar(['init', '../a fleet.yaml', '--repo', '.'], { cwd })
  expect(stdout).toContain("czar validate '../a fleet.yaml'\n")
  expect(await readFile(join(cwd, '..', 'a fleet.yaml'), 'utf8')).toMatch(/project: my_store\nrepo: "?my store.git"?\nbase: trunk/)
  expect(code).toBe(0)
})

test('czar init for a repository elsewhere writes the path relative to the file, and a URL unchanged', async () => {
  const cwd = await aRepository('app')
  await czar(['init', 'fleet/a.yaml', '--repo', '.'], { cwd })
  expect(await readFile(join(cwd, 'fleet', 'a.yaml'), 'utf8')).toContain('repo: ..\n')
  await czar(['init', 'b.yaml', '--repo', 'git@example.com:team/gateway.git'], { cwd })
  expect(await readFile(join(cwd, 'b.yaml'), 'utf8')).toContain('project: gateway\nrepo: git@example.com:team/gateway.git\n')
})

test('czar validate lists every mistake with its place, and exits with 2', async () => {
  const { env } = await aStateDir()
  const cwd = await aRepository('app')
  await writeFile(join(cwd, 'bad.yaml'), 'project: app\nrepo: .\nbase: trunk\nworkerz: []\nworkers:\n  - id: A\n    task: x\n')
  const { code, stderr } = await czar(['validate', 'bad.yaml'], { cwd, env })
  expect(stderr).toMatch(/bad\.yaml:4:1: .*workerz/)
  expect(stderr).toMatch(/bad\.yaml:6:9: /)
  expect(code).toBe(2)
  const json = await czar(['validate', 'bad.yaml', '--json'], { cwd, env })
  expect(JSON.parse(json.stdout)).toMatchObject({
    version: 1,
    valid: false,
    problems: [expect.stringContaining('bad.yaml:4:1'), expect.any(String)],
  })
  expect(json.code).toBe(2)
})

test('czar validate names a budget that cannot be enforced', async () => {
  const { env } = await aStateDir()
  const cwd = await aRepository('app')
  const agents = 'agents:\n  bot: { extends: command, command: [cat], ready: { screen: x } }\n'
  const workers = 'workers:\n  - { id: one, agent: bot, task: anything, accept: ["false"], budget: { tokens: 2M } }\n'
  await writeFile(join(cwd, 'app.yaml'), `project: app\nrepo: .\n${agents}${workers}`)
  const warning = 'one: what agent bot uses cannot be read, so of its budget only time and turns are held to, and neither is set'
  expect((await czar(['validate', 'app.yaml'], { cwd, env })).stdout).toContain(`warning: ${warning}`)
  const { stdout } = await czar(['validate', 'app.yaml', '--json'], { cwd, env })
  expect(JSON.parse(stdout)).toMatchObject({ valid: true, warnings: [warning] })
})

test('czar config --defaults prints the defaults as YAML', async () => {
  expect(await czar(['config', '--defaults'])).toMatchObject({ code: 0, stdout: expect.stringContaining('stuck_after: 20m') })
})

test('czar doctor finds no fault on a well-equipped machine', async () => {
  const { env } = await aStateDir()
  const { code, stdout } = await czar(['doctor', '--json'], { env: { ...env, PATH } })
  const { ok, checks } = JSON.parse(stdout)
  expect(checks.filter((check: { state: string }) => check.state === 'bad')).toEqual([])
  expect(ok).toBe(true)
  expect(code).toBe(0)
})

test('czar doctor says how to install each missing tool, and exits with 1', async () => {
  const { env } = await aStateDir()
  const { code, stdout } = await czar(['doctor'], { env: { ...env, PATH: '/nowhere' } })
  expect(stdout).toMatch(/^BAD +tmux .*\n +next: \S/m)
  expect(stdout).toMatch(/^BAD +git .*\n +next: \S/m)
  expect(code).toBe(1)
})

test('czar doctor says how to install a missing agent program', async () => {
  const { env } = await aStateDir()
  const { stdout } = await czar(['doctor'], { env: { ...env, PATH: '/nowhere' } })
  expect(stdout).toMatch(/agent claude .*not on PATH.*\n +next: npm install --global @anthropic-ai\/claude-code\n/)
})

test('czar doctor runs an agent program only for its version', async () => {
  const { env } = await aStateDir()
  const bin = await temporaryDirectory()
  const trace = join(bin, 'was-started')
  await writeFile(join(bin, 'claude'), `#!/bin/sh\n[ "$*" = --version ] && echo '2.0.1 (Claude Code)' || touch ${trace}\n`, { mode: 0o755 })
  const { stdout } = await czar(['doctor'], { env: { ...env, PATH: `${bin}:${PATH}` } })
  expect(stdout).toMatch(new RegExp(`agent claude +${bin}/claude: 2\\.0\\.1 here; czar was tested with \\d`))
  await expect(readFile(trace)).rejects.toMatchObject({ code: 'ENOENT' })
})

test("czar doctor names the setting that hides an agent's signals from czar", async () => {
  const { env } = await aStateDir()
  const bin = await temporaryDirectory()
  await writeFile(join(bin, 'claude'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  await writeFile(join(bin, 'settings.json'), '{ "disableAllHooks": true }')
  const { stdout } = await czar(['doctor'], { env: { ...env, CLAUDE_CONFIG_DIR: bin, PATH: `${bin}:${PATH}` } })
  expect(stdout).toContain(`disableAllHooks in ${bin}/settings.json switches off the hooks`)
  expect(stdout).toContain('does not print its version')
})

test('czar validate names the repository in which git does not know the author', async () => {
  const { env } = await aStateDir()
  const cwd = await aRepository('app')
  await execa('git', ['-C', cwd, 'config', '--remove-section', 'user'])
  await execa('git', ['-C', cwd, 'config', 'user.useConfigOnly', 'true'])
  await writeFile(join(cwd, 'app.yaml'), 'project: app\nrepo: .\nagent: scripted\nworkers:\n  - { id: one, task: Do it }\n')
  const home = { ...env, HOME: cwd, GIT_CONFIG_NOSYSTEM: '1' }
  expect((await czar(['validate', 'app.yaml'], { cwd, env: home })).stdout).toContain('warning: git does not know who commits in ')
})

test('czar doctor finds directories that other users can read, or that cannot be written', async () => {
  const { env, project, root } = await aStateDir()
  const directory = await project('gateway')
  await chmod(directory, 0o755)
  expect((await czar(['doctor'], { env: { ...env, PATH } })).stdout).toMatch(
    new RegExp(`BAD +state +${directory} is open.*\\n.*chmod 700 ${directory}`),
  )
  await chmod(directory, 0o700)
  await mkdir(join(env['XDG_RUNTIME_DIR'] ?? '', 'czar'), { mode: 0o777 })
  await chmod(join(env['XDG_RUNTIME_DIR'] ?? '', 'czar'), 0o777)
  expect((await czar(['doctor'], { env: { ...env, PATH } })).stdout).toMatch(/BAD +sockets .*mode 777/)
  const long = await czar(['doctor'], { env: { ...env, PATH, XDG_RUNTIME_DIR: join(root, 'x'.repeat(60)) } })
  expect(long.stdout).toMatch(/BAD +sockets .*too long for sockets/)
})

test.each([
  ['20.20.2', 'bad'],
  ['22.12.0', 'bad'],
  ['22.13.0', 'bad'],
  ['22.14.0', 'note'],
  ['22.22.2', 'good'],
  ['23.5.0', 'note'],
  ['24.15.0', 'good'],
  ['26.0.0', 'good'],
])('czar doctor judges Node %s as %s', (version, state) => {
  expect(examineNode(version).state).toBe(state)
})

test.each([
  [{ bavail: 10_000_000, files: 0, ffree: 0 }, 'good'],
  [{ bavail: 100_000, files: 1_000_000, ffree: 500_000 }, 'note'],
  [{ bavail: 1_000, files: 1_000_000, ffree: 500_000 }, 'bad'],
  [{ bavail: 10_000_000, files: 1_000_000, ffree: 9 }, 'bad'],
])('czar doctor judges a temporary directory with %o as %s', async (facts, state) => {
  const look = (async () => ({ ...facts, bsize: 4096 })) as never
  expect(await examineSpace('/tmp', look)).toMatchObject([{ state }])
})

async function aRepository(name: string): Promise<string> {
  const cwd = join(await temporaryDirectory(), name)
  await mkdir(cwd)
  await execa('git', ['init', '-q', '-b', 'trunk', cwd])
  await execa('git', ['-C', cwd, 'config', 'user.name', 'a'])
  await execa('git', ['-C', cwd, 'config', 'user.email', 'a@example.com'])
  await execa('git', ['-C', cwd, 'commit', '-q', '--allow-empty', '-m', 'begin'])
  return cwd
}
