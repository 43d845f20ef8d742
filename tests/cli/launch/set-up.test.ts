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

test('init writes a project file that is valid as it stands, for the repository one is in', async () => {
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

test('init does not overwrite a file that is there', async () => {
  const cwd = await aRepository('app')
  await writeFile(join(cwd, 'czar.yaml'), 'precious')
  expect(await czar(['init'], { cwd })).toMatchObject({ code: 3, stderr: expect.stringContaining('it is there already') })
  expect(await readFile(join(cwd, 'czar.yaml'), 'utf8')).toBe('precious')
})

test('init outside a repository says what to do', async () => {
  const cwd = await temporaryDirectory()
  expect(await czar(['init'], { cwd })).toMatchObject({ code: 3, stderr: expect.stringContaining('next: czar init --repo PATH_OR_URL') })
})

test('init takes no agent profile that there is not', async () => {
  const cwd = await aRepository('app')
  const { code, stderr } = await czar(['init', '--agent', 'cloud'], { cwd })
  expect(stderr).toContain('there is no agent profile "cloud"; did you mean "claude"?\n  next: czar init --agent claude\n')
  expect(code).toBe(2)
  await expect(readFile(join(cwd, 'czar.yaml'))).rejects.toMatchObject({ code: 'ENOENT' })
})

test('init takes a bare repository as one, and quotes what it says to type', async () => {
  const cwd = join(await temporaryDirectory(), 'my store.git')
  await execa('git', ['init', '-q', '--bare', '-b', 'trunk', cwd])
  const { code, stdout } = await czar(['init', '../a fleet.yaml', '--repo', '.'], { cwd })
  expect(stdout).toContain("czar validate '../a fleet.yaml'\n")
  expect(await readFile(join(cwd, '..', 'a fleet.yaml'), 'utf8')).toMatch(/project: my_store\nrepo: "?my store.git"?\nbase: trunk/)
  expect(code).toBe(0)
})

test('init for a repository elsewhere names it as the file sees it, and a URL as it is', async () => {
  const cwd = await aRepository('app')
  await czar(['init', 'fleet/a.yaml', '--repo', '.'], { cwd })
  expect(await readFile(join(cwd, 'fleet', 'a.yaml'), 'utf8')).toContain('repo: ..\n')
  await czar(['init', 'b.yaml', '--repo', 'git@example.com:team/gateway.git'], { cwd })
  expect(await readFile(join(cwd, 'b.yaml'), 'utf8')).toContain('project: gateway\nrepo: git@example.com:team/gateway.git\n')
})

test('validate lists every mistake with its place, and exits 2', async () => {
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

test('validate says which budget cannot be held to', async () => {
  const { env } = await aStateDir()
  const cwd = await aRepository('app')
  const agents = 'agents:\n  bot: { extends: command, command: [cat], ready: { screen: x } }\n'
  const workers = 'workers:\n  - { id: one, agent: bot, task: Do it, budget: { tokens: 2M } }\n'
  await writeFile(join(cwd, 'app.yaml'), `project: app\nrepo: .\n${agents}${workers}`)
  const warning = 'one: what agent bot uses cannot be read, so of its budget only time and turns are held to, and neither is set'
  expect((await czar(['validate', 'app.yaml'], { cwd, env })).stdout).toContain(`warning: ${warning}`)
  const { stdout } = await czar(['validate', 'app.yaml', '--json'], { cwd, env })
  expect(JSON.parse(stdout)).toMatchObject({ valid: true, warnings: [warning] })
})

test('config --defaults prints the defaults as YAML', async () => {
  expect(await czar(['config', '--defaults'])).toMatchObject({ code: 0, stdout: expect.stringContaining('stuck_after: 20m') })
})

test('doctor finds a fit machine fit', async () => {
  const { env } = await aStateDir()
  const { code, stdout } = await czar(['doctor', '--json'], { env: { ...env, PATH } })
  const { ok, checks } = JSON.parse(stdout)
  expect(checks.filter((check: { state: string }) => check.state === 'bad')).toEqual([])
  expect(ok).toBe(true)
  expect(code).toBe(0)
})

test('doctor says of each missing tool how to get it, and exits 1', async () => {
  const { env } = await aStateDir()
  const { code, stdout } = await czar(['doctor'], { env: { ...env, PATH: '/nowhere' } })
  expect(stdout).toMatch(/^BAD +tmux .*\n +next: \S/m)
  expect(stdout).toMatch(/^BAD +git .*\n +next: \S/m)
  expect(code).toBe(1)
})

test('doctor says how to get an agent that is not there', async () => {
  const { env } = await aStateDir()
  const { stdout } = await czar(['doctor'], { env: { ...env, PATH: '/nowhere' } })
  expect(stdout).toMatch(/agent claude .*not on PATH.*\n +next: npm install --global @anthropic-ai\/claude-code\n/)
})

test('doctor asks an agent for its version, and for nothing else', async () => {
  const { env } = await aStateDir()
  const bin = await temporaryDirectory()
  const trace = join(bin, 'was-started')
  await writeFile(join(bin, 'claude'), `#!/bin/sh\n[ "$*" = --version ] && echo '2.0.1 (Claude Code)' || touch ${trace}\n`, { mode: 0o755 })
  const { stdout } = await czar(['doctor'], { env: { ...env, PATH: `${bin}:${PATH}` } })
  expect(stdout).toMatch(new RegExp(`agent claude +${bin}/claude: 2\\.0\\.1 here, measured with \\d`))
  await expect(readFile(trace)).rejects.toMatchObject({ code: 'ENOENT' })
})

test('doctor says which setting keeps an agent from being heard', async () => {
  const { env } = await aStateDir()
  const bin = await temporaryDirectory()
  await writeFile(join(bin, 'claude'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  await writeFile(join(bin, 'settings.json'), '{ "disableAllHooks": true }')
  const { stdout } = await czar(['doctor'], { env: { ...env, CLAUDE_CONFIG_DIR: bin, PATH: `${bin}:${PATH}` } })
  expect(stdout).toContain(`disableAllHooks in ${bin}/settings.json switches off the hooks`)
  expect(stdout).toContain('does not say its version')
})

test('validate says of which repository git does not know who commits', async () => {
  const { env } = await aStateDir()
  const cwd = await aRepository('app')
  await execa('git', ['-C', cwd, 'config', '--remove-section', 'user'])
  await execa('git', ['-C', cwd, 'config', 'user.useConfigOnly', 'true'])
  await writeFile(join(cwd, 'app.yaml'), 'project: app\nrepo: .\nagent: scripted\nworkers:\n  - { id: one, task: Do it }\n')
  const home = { ...env, HOME: cwd, GIT_CONFIG_NOSYSTEM: '1' }
  expect((await czar(['validate', 'app.yaml'], { cwd, env: home })).stdout).toContain('warning: git does not know who commits in ')
})

test('doctor finds directories that others can look into, or that cannot be written', async () => {
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
])('Node %s is %s', (version, state) => {
  expect(examineNode(version).state).toBe(state)
})

test.each([
  [{ bavail: 10_000_000, files: 0, ffree: 0 }, 'good'],
  [{ bavail: 100_000, files: 1_000_000, ffree: 500_000 }, 'note'],
  [{ bavail: 1_000, files: 1_000_000, ffree: 500_000 }, 'bad'],
  [{ bavail: 10_000_000, files: 1_000_000, ffree: 9 }, 'bad'],
])('a temporary directory with %o is %s', async (facts, state) => {
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
