import { execFileSync } from 'node:child_process'
import { globSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { aScriptedWorker } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import { aPerson, type Person, printed } from '../a-person.ts'

const ONE = `workers:\n${aScriptedWorker('one', ['stall: forever'])}`
const DONE = { code: 0 }
const PACKAGE = fileURLToPath(new URL('../../../', import.meta.url))

async function aLaunchedFleet(): Promise<Person & { readonly door: string }> {
  const person = await aPerson(ONE)
  expect(await person.types('czar launch czar.yaml')).toMatchObject(DONE)
  await person.fleet.eventually('message.submitted')
  const [door = ''] = globSync(`${person.fleet.directory}/run/czar/*.api`)
  return { ...person, door }
}

test('a czar that does not answer, or whose socket was deleted, is examined with the printed line', async () => {
  const { fleet, types, door } = await aLaunchedFleet()
  const missing = await types(`curl -s --unix-socket '${door}' http://czar/v1/results/nothing`)
  const known = printed('api/routes: czar results', { ...missing, stdout: `next: ${JSON.parse(missing.stdout).hint}` })
  expect(await types(known)).toMatchObject(DONE)
  const pid = fleet.supervisorPid()
  process.kill(pid, 'SIGSTOP')
  const silent = await types('czar nudge one')
  process.kill(pid, 'SIGCONT')
  expect((await types(printed('api/request: czar log -p {}', silent))).stdout).toContain('message.submitted')
  rmSync(door)
  const deaf = await types('czar nudge one')
  const look = printed('cli/client/open-client: czar doctor; czar log -p {}', deaf)
  expect((await types(look)).stdout).toMatch(/^ok +node [\s\S]*message.submitted/m)
})

test('a czar of another version that does not understand a command is stopped with the printed line and launched again', async () => {
  const { types, door } = await aLaunchedFleet()
  renameSync(door, `${door}.real`)
  const proxy = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', chunk => chunks.push(chunk))
    incoming.on('end', () => {
      const body = Buffer.concat(chunks)
      if (body.includes('nudge')) return void outgoing.end('{"ok":"indeed"}')
      const { method, url, headers } = incoming
      const upstream = request({ socketPath: `${door}.real`, method, path: url, headers, agent: false }, response => {
        outgoing.writeHead(response.statusCode ?? 500, response.headers)
        response.pipe(outgoing)
      })
      upstream.on('error', () => {
        outgoing.destroy()
        proxy.close()
      })
      upstream.end(body)
    })
  })
  onTestFinished(() => proxy.closeAllConnections())
  await new Promise<void>(resolve => proxy.listen(door, resolve))
  const stop = printed('api/understand: czar stop -p {}   # then launch it again with this version', await types('czar nudge one'))
  expect(await types(stop)).toMatchObject(DONE)
  expect(await types('czar launch czar.yaml')).toMatchObject(DONE)
})

test("a czar whose program file was removed is ended by the printed line, and launched by the line's other half", async () => {
  const { fleet, types } = await aPerson(ONE)
  const copy = join(fleet.directory, 'copy')
  await types(
    `mkdir copy && cd '${PACKAGE}' && cp -r bin dist config prompts package.json '${copy}' && ln -s '${PACKAGE}node_modules' '${copy}/'`,
  )
  const chunks = globSync(`${copy}/dist/chunks/*`)
  const routes = execFileSync('grep', ['-l', 'v1/workers/:worker/screen', ...chunks], { encoding: 'utf8' })
    .trim()
    .split('\n')
  for (const chunk of routes) rmSync(chunk)
  expect(await types(`'${process.execPath}' copy/bin/czar.js launch czar.yaml`)).toMatchObject(DONE)
  await fleet.eventually('message.submitted')
  const pid = fleet.supervisorPid()
  const end = printed('api/serve-api: kill {}   # and when it has gone: {}', await types('czar nudge one'))
  expect(await types(end)).toMatchObject(DONE)
  await until(() => fleet.supervisorPid() !== pid)
  expect(await types(end.replace(/.*gone: /, ''))).toMatchObject(DONE)
})

test("a file in the socket's place is moved by the printed line, and a supervisor that ends at once is explained by its log", async () => {
  const { fleet, types, door } = await aLaunchedFleet()
  await types('czar stop')
  writeFileSync(door, '')
  const away = printed('api/claim-socket: mv {} {}', await types('czar launch czar.yaml'))
  expect(await types(away)).toMatchObject(DONE)
  const before = fleet.events().length
  expect(await types('czar launch czar.yaml')).toMatchObject(DONE)
  const pid = fleet.supervisorPid()
  // This waits until the czar is idle. If it were suspended while it writes, it would keep the journal locked.
  await fleet.eventually('message.submitted', ({ seq }) => seq > before)
  await until(fleet.status, ({ seq }) => seq === fleet.events().at(-1)?.seq)
  process.kill(pid, 'SIGSTOP')
  rmSync(join(fleet.projectDir, 'lock.sqlite'))
  const second = await types('czar launch czar.yaml')
  expect((await types(printed('api/claim-socket: czar status', second))).stdout).toMatch(/^fleet: /)
  process.kill(pid, 'SIGKILL')
  expect(await types('czar stop')).toMatchObject(DONE)

  await types(
    `mkdir copy && cd '${PACKAGE}' && cp -r bin dist config prompts package.json '${fleet.directory}/copy' && ln -s '${PACKAGE}node_modules' '${fleet.directory}/copy/'`,
  )
  writeFileSync(join(fleet.directory, 'copy', 'dist', 'supervisor.cjs'), 'throw new Error("its program is broken")\n')
  const ended = await types(`'${process.execPath}' copy/bin/czar.js launch czar.yaml`, { CZAR_STATE_DIR: join(fleet.directory, 'other') })
  expect((await types(printed('cli/launch/detach: cat {}', ended))).stdout).toContain('its program is broken')
})
