import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Prepares the directory for one start of an agent. Writes a secret there, and returns the hash of the secret (the seal). A report of the
 * agent's end is true only if it contains a secret with this hash.
 */
export async function prepareExitDirectory(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await Promise.all(['exit', 'exit.new', 'agent.pid', 'nonce', 'left'].map(name => rm(join(directory, name), { force: true })))
  const nonce = randomBytes(16).toString('hex')
  await writeFile(join(directory, 'nonce'), `${nonce}\n`, { mode: 0o600, flag: 'wx' })
  return sealOf(nonce)
}

/** The hash of the secret. Anybody can read the hash in tmux, but only who knows the secret can report an end. */
export function sealOf(nonce: string): string {
  return createHash('sha256').update(nonce).digest('hex')
}

/**
 * The exit status that the shell around the agent wrote to its file. null: the agent still runs, or the shell was killed before it could
 * write.
 */
export async function readExitFile(directory: string): Promise<number | null> {
  try {
    const text = (await readFile(join(directory, 'exit'), 'utf8')).trim()
    return /^\d{1,3}$/.test(text) ? Number(text) : null
  } catch {
    return null
  }
}
