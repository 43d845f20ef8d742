import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** How many bytes are kept from the beginning of an output. */
const FIRST_BYTES = 48 * 1024 * 1024
const LAST_BYTES = 2 * 1024 * 1024

export interface RunLog {
  /** Adds a piece of output. It never throws, because a full disk must not stop the command. */
  write(chunk: Buffer): Promise<void>
  /** Closes the log. Returns a sentence that says why the log is incomplete. null: it is complete. */
  finish(): Promise<string | null>
}

/**
 * Writes the output of a command to a new file (mode 0600) of at most 50 MiB. Of a longer output the middle is left out, and a note says
 * so.
 */
export async function openRunLog(path: string): Promise<RunLog> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600)
  const last: Buffer[] = []
  let written = 0
  let lastBytes = 0
  let leftOut = 0
  let trouble: string | null = null

  async function append(data: Buffer | string): Promise<void> {
    if (trouble !== null) return
    await file.appendFile(data).catch((error: Error) => (trouble = `the log is incomplete: ${error.message}`))
  }

  async function write(chunk: Buffer): Promise<void> {
    const first = chunk.subarray(0, FIRST_BYTES - written)
    written += first.length
    if (first.length > 0) await append(first)
    const rest = chunk.subarray(first.length)
    if (rest.length === 0) return
    last.push(rest)
    lastBytes += rest.length
    while (lastBytes - (last[0]?.length ?? 0) >= LAST_BYTES) {
      const gone = last.shift()?.length ?? 0
      lastBytes -= gone
      leftOut += gone
    }
  }

  async function finish(): Promise<string | null> {
    if (leftOut > 0) await append(`\n[czar: ${leftOut} bytes are left out here]\n`)
    await append(Buffer.concat(last))
    await close(file)
    return trouble ?? (leftOut > 0 ? `the log has only the beginning and the end of the output: ${leftOut} bytes are left out` : null)
  }

  return { write, finish }
}

async function close(file: FileHandle): Promise<void> {
  // A full disk may be reported only when the file is closed. All other errors were reported before, so they are ignored here.
  await file.close().catch(() => {})
}
