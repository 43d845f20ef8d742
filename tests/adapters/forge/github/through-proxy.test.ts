import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createGitHub } from '../../../../src/adapters/forge/github/create-github.ts'
import { ForgeError } from '../../../../src/core/model/errors.ts'
import { aForge, type Forge } from '../../../support/forge/a-forge.ts'
import { aProxy } from '../../../support/forge/a-proxy.ts'
import { runSync } from '../../../support/programs/starter.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'

/** Asks a forge on 127.0.0.1, as a process with this environment. */
async function ask(forge: Forge, env: Record<string, string>): Promise<string> {
  const address = `${forge.url}/acme/shop.git`
  const addresses = async () => ({ fetch: address, push: address })
  const whole = { GH_ENTERPRISE_TOKEN: forge.token, PATH: await temporaryDirectory(), ...env }
  return (await createGitHub({ addresses, env: whole, retryUnitMs: 5, timeoutMs: 5_000 }).examine()).repository
}

async function aShopOnForge(login: string | null = null) {
  const forge = await aForge()
  forge.make('acme/shop')
  const { host, port } = new URL(forge.url)
  const proxy = await aProxy({ [host]: Number(port) }, login)
  return { forge, host, proxy }
}

test.each([
  ['http_proxy', (address: string) => address],
  ['http_proxy', (address: string) => address.replace('http://', '')],
  ['all_proxy', (address: string) => address],
  ['ALL_PROXY', (address: string) => address.replace('http://', '')],
] as const)('calls to GitHub go through the proxy that %s names', async (name, written) => {
  const { forge, host, proxy } = await aShopOnForge()
  expect(await ask(forge, { [name]: written(proxy.address) })).toBe(`${host}/acme/shop`)
  expect(proxy.asked).toContain(host)
})

test('a proxy that demands a login gets it', async () => {
  const { forge, proxy } = await aShopOnForge('ada:secret')
  const { host } = new URL(proxy.address)
  expect(await ask(forge, { http_proxy: `http://ada:secret@${host}` })).toContain('/acme/shop')
})

test.each(['no_proxy', 'NO_PROXY'])('a host that %s excludes from the proxy is called directly', async name => {
  for (const value of ['127.0.0.1', 'other.test, 127.0.0.1', '*']) {
    const { forge, proxy } = await aShopOnForge()
    expect(await ask(forge, { http_proxy: proxy.address, [name]: value })).toContain('/acme/shop')
    expect(proxy.asked).toEqual([])
  }
})

test('a proxy for another URL scheme is not used', async () => {
  const { forge, proxy } = await aShopOnForge()
  await ask(forge, { HTTPS_PROXY: proxy.address, https_proxy: proxy.address, http_proxy: ' ' })
  expect(proxy.asked).toEqual([])
})

test('the proxy for one scheme comes before the proxy for all', async () => {
  const { forge, proxy } = await aShopOnForge()
  await ask(forge, { ALL_PROXY: 'http://127.0.0.1:9', http_proxy: proxy.address })
  expect(proxy.asked).not.toEqual([])
})

test.each([
  ['a SOCKS proxy', { ALL_PROXY: 'socks5h://127.0.0.1:9' }],
  ['a proxy for hosts other than this one', { ALL_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1' }],
  ['nothing but blanks', { all_proxy: ' ', ALL_PROXY: '' }],
])('calls go without a proxy if the variable for all names %s', async (_what, env) => {
  const { forge, proxy } = await aShopOnForge()
  expect(await ask(forge, env)).toContain('/acme/shop')
  expect(proxy.asked).toEqual([])
})

test.each(['socks5://127.0.0.1:1080', 'http://ada:secret@:x'])(
  'the proxy %s is refused, and the error names its variable but not its password',
  async value => {
    const { forge } = await aShopOnForge()
    const error = await ask(forge, { http_proxy: value }).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(ForgeError)
    expect(String(error)).toMatch(/http_proxy names no HTTP proxy$/)
  },
)

test('if the proxy is gone or refuses the connection, GitHub counts as unreachable', async () => {
  const { forge } = await aShopOnForge()
  expect(await ask(forge, { http_proxy: 'http://127.0.0.1:9' }).catch((error: unknown) => error)).toMatchObject({ reason: 'unreachable' })
  const refusing = await aProxy({})
  expect(await ask(forge, { http_proxy: refusing.address }).catch((error: unknown) => error)).toMatchObject({ reason: 'unreachable' })
})

/** The forge with TLS, under a name that only a proxy knows, and the certificate of that name. */
async function withTls(forge: Forge, name: string): Promise<{ readonly port: number; readonly certificate: string }> {
  const directory = await temporaryDirectory()
  const [key, certificate] = ['key.pem', 'cert.pem'].map(file => join(directory, file)) as [string, string]
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`]
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-keyout', key]
  runSync('openssl', [...args, '-out', certificate, ...subject], { cwd: directory, env: process.env })
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, socket => {
    const through = connect(Number(new URL(forge.url).port), '127.0.0.1')
    socket.pipe(through).pipe(socket)
    for (const each of [socket, through]) each.on('error', () => each.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, certificate }
}

test('through a proxy, czar doctor reaches over TLS a forge whose name this machine cannot resolve', async () => {
  const forge = await aForge()
  forge.make('acme/shop')
  const name = 'git.acme.test'
  const { port, certificate } = await withTls(forge, name)
  const proxy = await aProxy({ [`${name}:443`]: port })
  const directory = await temporaryDirectory()
  const env = { PATH: process.env['PATH'], HOME: directory, CZAR_STATE_DIR: join(directory, 'state'), XDG_RUNTIME_DIR: directory }
  runSync('git', ['init', '-q', '-b', 'main', directory], { cwd: directory, env })
  runSync('git', ['remote', 'add', 'origin', `https://${name}/acme/shop.git`], { cwd: directory, env })
  const worker = 'workers: [{ id: one, task: Do it }]'
  writeFileSync(
    join(directory, 'czar.yaml'),
    `project: shop\nrepo: .\nremote: origin\nagent: scripted\npolicy: { pull_requests: {} }\n${worker}\n`,
  )
  const doctor = (more: Record<string, string>) =>
    runDoctor(directory, { ...env, GH_ENTERPRISE_TOKEN: forge.token, NODE_EXTRA_CA_CERTS: certificate, ...more })
  expect(await doctor({ HTTPS_PROXY: proxy.address })).toContain(`${name}/acme/shop, as czar-bot: branches may be pushed`)
  expect(proxy.asked).toEqual([`${name}:443`])
  expect(await doctor({ HTTPS_PROXY: proxy.address, NO_PROXY: '.acme.test' })).toContain(`${name} did not answer`)
  expect(proxy.asked).toHaveLength(1)
})

const BIN = fileURLToPath(new URL('../../../../bin/czar.js', import.meta.url))

function runDoctor(cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise(resolve => {
    execFile(process.execPath, [BIN, 'doctor', '--pull-requests', 'czar.yaml'], { cwd, env }, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    )
  })
}
