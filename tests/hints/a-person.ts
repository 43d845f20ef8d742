import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { aFleet, type Fleet, type Ran } from '../support/a-fleet.ts'

const BIN = fileURLToPath(new URL('../../bin/czar.js', import.meta.url))

/** A person at a shell who types the commands that czar prints. */
export interface Person {
  readonly fleet: Fleet
  /** Runs the line in bash, with `czar` on PATH. */
  readonly types: (line: string, env?: Readonly<Record<string, string>>) => Promise<Ran>
}

export async function aPerson(workers: string): Promise<Person> {
  const fleet = await aFleet(workers)
  const bin = join(fleet.directory, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'czar'), `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`)
  chmodSync(join(bin, 'czar'), 0o755)
  const path = `${bin}:${process.env['PATH'] ?? ''}`
  const types = (line: string, env = {}) => bash(line, { cwd: fleet.directory, env: { ...fleet.env, PATH: path, ...env } })
  return { fleet, types }
}

/**
 * Returns the suggested command that czar printed, word for word. `name` is its name in the list of all such commands: the file and the
 * text, with `{}` for each value. Throws if czar printed another one.
 */
export function printed(name: string, { stdout, stderr }: Ran): string {
  const text = name.slice(name.indexOf(': ') + 2)
  const pattern = new RegExp(`next: (${text.split('{}').map(literally).join('.*')})`)
  const found = pattern.exec(`${stdout}\n${stderr}`)?.[1]
  if (found === undefined) throw new Error(`"${name}" was not printed, but:\n${stdout}\n${stderr}`)
  return found
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

function bash(line: string, options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<Ran> {
  return new Promise(resolve => {
    execFile('bash', ['-c', line], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1, stdout, stderr })
    })
  })
}
