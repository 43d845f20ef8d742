import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aLiveProject } from '../../cli/hosts/a-host.ts'
import { aStateDir } from '../../cli/support/a-state-dir.ts'
import { aScriptedWorker } from '../../support/a-fleet.ts'
import { aStandInSsh } from '../../support/a-stand-in-ssh.ts'
import { aPerson, printed } from '../a-person.ts'

const SINCE = '2026-11-20T22:21:00.000Z'

/** A person whose ssh reaches the machine `build`, which has the project `shop`, and some machines in trouble. */
async function aPersonWithHosts() {
  const { fleet, types } = await aPerson(`workers:\n${aScriptedWorker('one', ['stall: forever'])}`)
  const there = await aStateDir()
  const ssh = await aStandInSsh()
  const old = join(fleet.directory, 'old')
  mkdirSync(old)
  writeFileSync(join(old, 'czar'), '#!/bin/sh\n[ "$1" = --version ] && echo 0.0.1 && exit\necho "error: unknown option" >&2\nexit 2\n', {
    mode: 0o755,
  })
  ssh.setHosts({
    build: { env: { ...there.env, PATH: ssh.pathWithCzar } },
    off: { fails: 'ssh: connect to host off port 22: Connection refused' },
    bare: { env: { PATH: '/usr/bin:/bin' } },
    old: { env: { PATH: `${old}:/usr/bin:/bin` } },
  })
  const env = { PATH: `${join(fleet.directory, 'bin')}:${ssh.path}` }
  return { there, fleet, env, types: (line: string) => types(line, env) }
}

test('a host that cannot be asked is examined with the printed line', async () => {
  const { types, there } = await aPersonWithHosts()
  await aLiveProject(there, 'shop', SINCE)
  const off = printed('adapters/ssh/run-on-host: ssh {} {} projects', await types('czar next -p off:shop'))
  expect((await types(off)).stderr).toContain('Connection refused')
  const bare = printed(
    `adapters/ssh/run-on-host: ssh {} 'command -v czar'   # where it is; hosts: in config.yaml has the key czar for its path`,
    await types('czar next -p bare:shop'),
  )
  expect(await types(bare)).toMatchObject({ code: 127, stdout: '' })
  expect(await types(bare.replace('bare', 'build'))).toMatchObject({ code: 0, stdout: expect.stringMatching(/\/czar\n$/) })
  const old = printed('cli/hosts/host-link: ssh {} {} --version', await types('czar next -p old:shop'))
  expect(await types(old)).toMatchObject({ code: 0, stdout: '0.0.1\n' })
  const none = printed(
    'adapters/ssh/run-on-host: command -v ssh',
    await types('czar=$(command -v czar); PATH=/nowhere $czar next -p build:shop'),
  )
  expect((await types(none)).stdout).toMatch(/\/ssh\n$/)
})

test('a project that a host does not have, and a wrong name, lead to the list of projects', async () => {
  const { types, there, fleet } = await aPersonWithHosts()
  await aLiveProject(there, 'shop', SINCE)
  const missing = printed('cli/hosts/find-remote-project: czar projects --host {}', await types('czar next -p build:ship'))
  expect((await types(missing)).stdout).toContain('build:shop')
  const elsewhere = printed(
    'cli/project/project-place: czar dashboard -p {}   # or the same command there, through ssh',
    await types('czar status -p build:shop'),
  )
  expect((await types(elsewhere)).stderr).toContain('the dashboard needs a terminal')
  const two = printed('cli/hosts/find-remote-project: czar projects --help', await types('czar next -p shop --host build --host off'))
  expect((await types(two)).stdout).toContain('--host <name>')
  const wrong = printed('cli/hosts/choose-hosts: czar projects --help', await types('czar projects --host=-x'))
  expect((await types(wrong)).stdout).toContain('--host <name>')
  const bare = printed('cli/overview/open-overview: czar projects --host {}', await types('czar dashboard -p build:shop < /dev/null | cat'))
  expect((await types(bare)).stdout).toContain('build:shop')
  mkdirSync(join(fleet.directory, '.config', 'czar'), { recursive: true })
  writeFileSync(join(fleet.directory, '.config', 'czar', 'config.yaml'), 'hosts: [build]\n')
  const all = printed('cli/overview/open-overview: czar projects', await types('czar dashboard < /dev/null | cat'))
  expect((await types(all)).stdout).toContain('NEEDS YOU')
})

test('an attention item of a host is answered with the printed line', async () => {
  const { types, there } = await aPersonWithHosts()
  const shop = await aLiveProject(there, 'shop', SINCE)
  const answer = printed('cli/hosts/remote-command: ssh -t {} {}', await types('czar next -p build:shop'))
  expect(answer).toBe(`ssh -t build 'czar answer -p shop api "…"'`)
  expect((await types(answer.replace('…', '8080'))).code).toBe(0)
  expect(shop.performed).toMatchObject([{ verb: 'answer', worker: 'api', text: '8080' }])
})

test("a mistake in a person's config file is found with the printed line", async () => {
  const { types, fleet } = await aPersonWithHosts()
  const directory = join(fleet.directory, '.config', 'czar')
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'config.yaml'), 'hosts:\n  - -x\n')
  const shown = printed(
    'config/user/load-user-config: cat -n {}   # shows the file with the numbers of its lines',
    await types('czar projects'),
  )
  expect((await types(shown)).stdout).toMatch(/^ +2\t {2}- -x$/m)
  await types(`rm '${directory}/config.yaml'; mkdir '${directory}/config.yaml'`)
  expect(await types(printed('config/user/load-user-config: ls -l {}', await types('czar projects')))).toMatchObject({ code: 0 })
})
