import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isAlive } from './is-alive.ts'
import { temporaryDirectory } from './temporary.ts'

const BIN = fileURLToPath(new URL('../../bin/czar.js', import.meta.url))

/** How ssh and a host behave. */
export interface StandInHost {
  /** What ssh says when it cannot reach the host. */
  readonly fails?: string
  /** Whether ssh never answers. */
  readonly hangs?: boolean
  /** Whether the socket's file exists a moment before ssh listens on it, as on a busy machine. */
  readonly listensLate?: boolean
  /** The environment of commands on the host. */
  readonly env?: Readonly<Record<string, string>>
  /** Shell commands that run before each command, like a start-up file of the shell. */
  readonly startUp?: string
}

export interface StandInSsh {
  /** The search path of a person, on which the stand-in comes before the real ssh. */
  readonly path: string
  /** A search path on which czar is the only program besides those of the system. */
  readonly pathWithCzar: string
  readonly setHosts: (hosts: Readonly<Record<string, StandInHost>>) => void
  /** Each run of ssh so far. */
  readonly calls: () => readonly { readonly pid: number; readonly words: readonly string[] }[]
  /** The processes of ssh that still run. */
  readonly alive: () => readonly number[]
}

/** Puts a program `ssh` into a directory, which runs commands on this machine. */
export async function aStandInSsh(hosts: Readonly<Record<string, StandInHost>> = {}): Promise<StandInSsh> {
  const directory = await temporaryDirectory()
  const bin = join(directory, 'ssh-bin')
  const czar = join(directory, 'czar-bin')
  mkdirSync(bin)
  mkdirSync(czar)
  copyFileSync(fileURLToPath(new URL('stand-in-ssh.mjs', import.meta.url)), join(bin, 'ssh.mjs'))
  chmodSync(join(bin, 'ssh.mjs'), 0o755)
  writeFileSync(join(bin, 'ssh'), `#!/bin/sh\nexec '${process.execPath}' '${join(bin, 'ssh.mjs')}' "$@"\n`, { mode: 0o755 })
  writeFileSync(join(czar, 'czar'), `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`, { mode: 0o755 })
  symlinkSync(process.execPath, join(czar, 'node'))
  const setHosts: StandInSsh['setHosts'] = all => writeFileSync(join(bin, 'hosts.json'), JSON.stringify(all))
  setHosts(hosts)
  const calls: StandInSsh['calls'] = () =>
    readFileSync(join(bin, 'calls.jsonl'), { encoding: 'utf8', flag: 'a+' })
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line))
  return {
    path: `${bin}:${process.env['PATH'] ?? ''}`,
    pathWithCzar: `${czar}:/usr/bin:/bin`,
    setHosts,
    calls,
    alive: () => calls().flatMap(({ pid }) => (isAlive(pid) ? [pid] : [])),
  }
}
