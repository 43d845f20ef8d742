import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Prepares the directory of one incarnation. Returns the seal: a hash by which czar knows that a report comes from the wrapper. */
export async function prepareExitDirectory(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await Promise.all(['exit', 'exit.new', 'agent.pid', 'nonce', 'left'].map(name => rm(join(directory, name), { force: true })))
  const nonce = randomBytes(16).toString('hex')
  await writeFile(join(directory, 'nonce'), `${nonce}\n`, { mode: 0o600, flag: 'wx' })
  return sealOf(nonce)
}

/** The seal of a nonce. tmux shows the seal, but not the nonce that is needed to report an end. */
export function sealOf(nonce: string): string {
  return createHash('sha256').update(nonce).digest('hex')
}

/** The status that the wrapper wrote, or null: still running, or the wrapper itself was killed. */
export async function readExitFile(directory: string): Promise<number | null> {
  try {
    const text = (await readFile(join(directory, 'exit'), 'utf8')).trim()
    return /^\d{1,3}$/.test(text) ? Number(text) : null
  } catch {
    return null
  }
}
