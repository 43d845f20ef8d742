import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { runSync } from './programs/starter.ts'
import { temporaryDirectory } from './temporary.ts'
import { until } from './until.ts'

const BIN = fileURLToPath(new URL('../../bin/czar.js', import.meta.url))
const SSHD = '/usr/sbin/sshd'
const [SSH, KEYGEN] = ['/usr/bin/ssh', '/usr/bin/ssh-keygen']

/** Whether this machine has a real sshd. */
export const hasSshd = [SSHD, SSH, KEYGEN].every(path => existsSync(path))

export interface TestSshd {
  /** A search path on which `ssh` knows the host `build`. */
  readonly path: string
  readonly process: ChildProcess
}

/** Runs a real sshd on 127.0.0.1 with keys of its own. Commands on its host `build` get this environment, and have czar on PATH. */
export async function anSshd(env: Readonly<Record<string, string | undefined>>): Promise<TestSshd> {
  const directory = await temporaryDirectory('czar-sshd-')
  const bin = (name: string, script: string) => {
    mkdirSync(join(directory, name), { recursive: true })
    return join(directory, name, script)
  }
  for (const key of ['host-key', 'person-key'])
    runSync(KEYGEN, ['-q', '-t', 'ed25519', '-N', '', '-f', join(directory, key)], { cwd: directory, env: {} })
  writeFileSync(bin('there', 'czar'), `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`, { mode: 0o755 })
  writeFileSync(bin('here', 'ssh'), `#!/bin/sh\nexec ${SSH} -F '${directory}/ssh_config' "$@"\n`, { mode: 0o755 })
  const given = Object.entries({ ...env, PATH: `${join(directory, 'there')}:${env['PATH']}` }).filter(([, value]) => value !== undefined)
  const port = await freePort()
  const settings = [
    ...[`Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${directory}/host-key`, `AuthorizedKeysFile ${directory}/person-key.pub`],
    ...['PidFile none', 'StrictModes no', 'UsePAM no', 'PasswordAuthentication no', 'PermitRootLogin yes'],
    `SetEnv ${given.map(([name, value]) => `"${name}=${value}"`).join(' ')}`,
  ]
  writeFileSync(join(directory, 'sshd_config'), `${settings.join('\n')}\n`)
  const known = [`Host build`, 'HostName 127.0.0.1', `Port ${port}`, `IdentityFile ${directory}/person-key`, 'IdentitiesOnly yes']
  const trust = [`UserKnownHostsFile ${directory}/known`, 'StrictHostKeyChecking accept-new', 'LogLevel ERROR']
  writeFileSync(join(directory, 'ssh_config'), `${[...known, ...trust].join('\n')}\n`)
  // sshd needs this empty directory when root runs it.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  const child = spawn(SSHD, ['-D', '-e', '-f', join(directory, 'sshd_config')], { stdio: ['ignore', 'ignore', 'pipe'] })
  onTestFinished(() => void child.kill('SIGTERM'))
  let said = ''
  child.stderr.on('data', text => (said += text))
  await until(
    () => said,
    text => text.includes('Server listening'),
    { what: 'sshd listens', timeoutMs: 30_000 },
  )
  return { path: `${join(directory, 'here')}:${process.env['PATH'] ?? ''}`, process: child }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
