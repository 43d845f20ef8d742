import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aView } from '../../support/builders/a-view.ts'
import { until } from '../../support/until.ts'
import { czar } from '../support/run-in-process.ts'
import { aLiveProject, twoMachines } from './a-host.ts'

const EARLY = '2026-11-20T22:21:00.000Z'
const LATE = '2026-11-20T22:25:00.000Z'

test("czar projects lists this machine's projects and those of a host, also when two have the same name", async () => {
  const { here, there } = await twoMachines()
  await aLiveProject(here, 'gateway', LATE)
  await aLiveProject(there, 'gateway', EARLY)
  await there.project('shop', { view: aView({ project: 'shop' }) })
  const { stdout, code } = await czar(['projects', '--host', 'build'], { env: here.env })
  expect(code).toBe(3)
  expect(stdout).toMatch(/^gateway +supervising +1 /m)
  expect(stdout).toMatch(/^build:gateway +supervising +1 /m)
  expect(stdout).toMatch(/^build:shop +gone +1 /m)
  const json = JSON.parse((await czar(['projects', '--host', 'build', '--json'], { env: here.env })).stdout)
  expect(json.hosts).toEqual([{ host: 'build', problem: null }])
  expect(json.projects.map(({ id, project, host }: Record<string, unknown>) => [id, project, host])).toEqual([
    ['gateway', 'gateway', null],
    ['build:gateway', 'gateway', 'build'],
    ['build:shop', 'shop', 'build'],
  ])
})

test('the hosts of config.yaml are listed without a flag, and --local leaves them out', async () => {
  const { here, there, ssh, configure } = await twoMachines()
  await there.project('shop', { view: aView({ project: 'shop' }) })
  configure('hosts: [build]\n')
  expect((await czar(['projects'], { env: here.env })).stdout).toContain('build:shop')
  const calls = ssh.calls().length
  expect((await czar(['projects', '--local'], { env: here.env })).stdout).toBe('no project yet: `czar launch FILE` starts one\n')
  expect(ssh.calls()).toHaveLength(calls)
})

test('two machines that have each other in config.yaml do not ask each other forever', async () => {
  const { here, there, ssh, configure } = await twoMachines()
  await there.project('shop', { view: aView({ project: 'shop' }) })
  configure('hosts: [build]\n')
  mkdirSync(join(there.env['HOME'] ?? '', '.config', 'czar'), { recursive: true })
  writeFileSync(join(there.env['HOME'] ?? '', '.config', 'czar', 'config.yaml'), 'hosts: [back]\n')
  expect((await czar(['projects'], { env: here.env })).stdout).toContain('build:shop')
  expect(ssh.calls()).toHaveLength(1)
})

test('czar is found below the home directory of the host, and what its shell prints at the start is left out', async () => {
  const { here, there, ssh, build, configure } = await twoMachines()
  await there.project('shop', { view: aView({ project: 'shop' }) })
  const bin = join(there.env['HOME'] ?? '', 'my bin')
  mkdirSync(bin)
  writeFileSync(join(there.env['HOME'] ?? '', 'czar'), `#!/bin/sh\nPATH='${build.env?.['PATH']}' exec czar "$@"\n`, { mode: 0o755 })
  ssh.setHosts({ 'ada@gpu.lan': { ...build, env: { ...build.env, PATH: '/usr/bin:/bin' }, startUp: 'echo "Welcome to {gpu}"' } })
  configure('hosts:\n  - { name: gpu, ssh: ada@gpu.lan, czar: ~/czar }\n')
  expect((await czar(['projects'], { env: here.env })).stdout).toMatch(/^gpu:shop /m)
})

test('a host that cannot be reached, or has no czar or a czar of another version, is named, and the other hosts are listed', async () => {
  const { here, there, ssh, build, configure } = await twoMachines()
  await aLiveProject(there, 'shop', EARLY)
  const old = join(there.root, '..', 'old')
  mkdirSync(old)
  writeFileSync(join(old, 'czar'), `#!/bin/sh\necho "error: unknown option '--local'" >&2\nexit 2\n`, { mode: 0o755 })
  const odd = join(there.root, '..', 'odd')
  mkdirSync(odd)
  writeFileSync(join(odd, 'czar'), `#!/bin/sh\necho '{"version": 2, "czar": "9.9.9", "projects": 7}'\n`, { mode: 0o755 })
  ssh.setHosts({
    build,
    off: { fails: 'ssh: connect to host off port 22: Connection refused' },
    strict: { fails: 'Host key verification failed.' },
    bare: { env: { PATH: '/usr/bin:/bin' } },
    old: { env: { PATH: `${old}:/usr/bin:/bin` } },
    odd: { env: { PATH: `${odd}:/usr/bin:/bin` } },
  })
  configure('hosts: [off, strict, bare, old, odd, build]\n')
  const { stdout, code } = await czar(['projects'], { env: here.env })
  expect(code).toBe(3)
  expect(stdout).toMatch(/^build:shop +supervising/m)
  expect(stdout).toContain('off cannot be reached: ssh: connect to host off port 22: Connection refused; try: ssh off czar projects\n')
  expect(stdout).toContain('strict cannot be reached: Host key verification failed.')
  expect(stdout).toMatch(/there is no czar on bare: .*not found; try: ssh bare 'command -v czar'/)
  expect(stdout).toMatch(
    /czar on old has another version than this one \(\d.*\): error: unknown option '--local'; try: ssh old czar --version/,
  )
  expect(stdout).toContain('czar on odd has another version (9.9.9) than this one')
})

test('without ssh the list says so', async () => {
  const { here } = await twoMachines()
  const { stdout, code } = await czar(['projects', '--host', 'build'], { env: { ...here.env, PATH: '/nowhere' } })
  expect(code).toBe(3)
  expect(stdout).toContain('ssh is not installed, or not on PATH; try: command -v ssh')
})

test.each(['-oProxyCommand=touch x', '--', '', 'a b', 'a;b', 'a:b', '$(touch x)', 'x\ny', 'ada@-oProxyCommand=x', '-'])(
  'ssh never runs for the host "%s"',
  async name => {
    const { here, ssh, configure } = await twoMachines()
    const given = await czar(['projects', `--host=${name}`], { env: here.env })
    expect(given).toMatchObject({ code: 2, stderr: expect.stringContaining('is not the name of a host') })
    for (const written of [
      `hosts: [${JSON.stringify(name)}]`,
      `hosts: [{ name: build, ssh: ${JSON.stringify(name.replace('a:b', '-a:b'))} }]`,
    ]) {
      configure(written)
      const { code, stderr } = await czar(['dashboard'], { env: here.env })
      expect(code).toBe(2)
      expect(stderr).toMatch(/config\.yaml:1:\d+: (?:name|ssh): is no/)
    }
    expect(ssh.calls()).toEqual([])
  },
)

test("no part of a project's name runs as a command on the host", async () => {
  const { here, there } = await twoMachines()
  await there.project('shop', { view: aView({ project: 'shop' }) })
  const mark = join(here.root, '..', 'mark')
  const { code, stderr } = await czar(['next', '-p', `build:$(touch ${mark})`], { env: here.env })
  expect(code).toBe(3)
  expect(stderr).toMatch(/there is no project .* on build\n {2}there are: shop\n {2}next: czar projects --host build\n/)
  expect(existsSync(mark)).toBe(false)
})

test('czar next takes the oldest attention item of all machines, and its hint goes through ssh', async () => {
  const { here, there, configure } = await twoMachines()
  await aLiveProject(here, 'gateway', LATE)
  await aLiveProject(there, 'shop', EARLY)
  configure('hosts: [build]\n')
  const { env } = here
  expect(await czar(['next', '--print'], { env })).toEqual({ code: 0, stdout: 'api\tshop asks\tbuild:shop\n', stderr: '' })
  expect((await czar(['next', '--print', '--local'], { env })).stdout).toBe('api\tgateway asks\tgateway\n')
  expect((await czar(['next', '--print', '-p', 'gateway'], { env })).stdout).toBe('api\tgateway asks\tgateway\n')
  expect((await czar(['next', '--print', '-p', 'build:shop'], { env })).stdout).toBe('api\tshop asks\tbuild:shop\n')
  expect((await czar(['next', '--print', '-p', 'shop', '--host', 'build'], { env })).stdout).toBe('api\tshop asks\tbuild:shop\n')
  expect((await czar(['next'], { env })).stdout).toBe(`shop asks\n  next: ssh -t build 'czar answer -p shop api "…"'\n`)
})

test('czar next names a host that cannot be asked if nobody else needs a person', async () => {
  const { here, ssh, configure } = await twoMachines()
  ssh.setHosts({ off: { fails: 'ssh: connect to host off port 22: No route to host' } })
  configure('hosts: [off]\n')
  const { code, stdout } = await czar(['next'], { env: here.env })
  expect(code).toBe(3)
  expect(stdout).toMatch(/^off cannot be reached: .*No route to host.*\nno worker of 0 projects needs a person\n$/)
})

test('a dead, a slow and an old host, and a project there without its czar, delay no attention item of this machine, and are named', async () => {
  const { here, there, ssh, build, configure } = await twoMachines()
  await aLiveProject(here, 'gateway', LATE)
  await there.project('shop', { view: aView({ project: 'shop' }) })
  const old = join(there.root, '..', 'old')
  mkdirSync(old)
  writeFileSync(join(old, 'czar'), `#!/bin/sh\necho "error: unknown option '--local'" >&2\nexit 2\n`, { mode: 0o755 })
  ssh.setHosts({
    build,
    off: { fails: 'ssh: connect to host off port 22: No route to host' },
    slow: { hangs: true },
    old: { env: { PATH: `${old}:/usr/bin:/bin` } },
  })
  configure('hosts: [off, slow, old, build]\n')
  const { code, stdout, stderr } = await czar(['next', '--print'], { env: here.env })
  expect({ code, stdout }).toEqual({ code: 3, stdout: 'api\tgateway asks\tgateway\n' })
  expect(stderr.split('\n').map(line => line.slice(0, 42))).toEqual([
    'build:shop: no czar is running, and its fl',
    'off cannot be reached: ssh: connect to hos',
    'slow has not answered yet; try: ssh slow c',
    'czar on old has another version than this ',
    '',
  ])
  await until(() => ssh.alive().length === 0)
})

test('an agent sees the projects of its own machine alone', async () => {
  const { here, there, ssh, configure } = await twoMachines()
  const directory = await here.project('gateway', { view: aView() })
  await there.project('shop', { view: aView({ project: 'shop' }) })
  configure('hosts: [build]\n')
  const env = { ...here.env, CZAR_WORKER: 'api', CZAR_PROJECT_DIR: directory }
  expect((await czar(['projects'], { env })).stdout).not.toContain('shop')
  const refused = await czar(['projects', '--host', 'build'], { env })
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining("for people, and this runs under worker api's agent") })
  expect(ssh.calls()).toEqual([])
})

test('-p with several --host flags is refused', async () => {
  const { here } = await twoMachines()
  const { code, stderr } = await czar(['next', '-p', 'shop', '--host', 'build', '--host', 'gpu'], { env: here.env })
  expect(code).toBe(2)
  expect(stderr).toContain('-p shop is on one host, and 2 are given')
})

test('a mistake in config.yaml stops no command that names a project of this machine', async () => {
  const { here, configure } = await twoMachines()
  await aLiveProject(here, 'gateway', LATE)
  configure('hosts: [\n')
  expect((await czar(['next', '--print', '-p', 'gateway'], { env: here.env })).stdout).toBe('api\tgateway asks\tgateway\n')
  expect((await czar(['dashboard', '-p', 'gateway'], { env: here.env })).stderr).toContain('the dashboard needs a terminal')
  expect((await czar(['dashboard'], { env: here.env })).stderr).toMatch(/config\.yaml:\d+:\d+: /)
})
