import { constants } from 'node:fs'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { readableTail } from './readable-tail.ts'

const LOG_LIMIT_BYTES = 20 * 1024 * 1024
const KEPT_BYTES = 128 * 1024
/** When the log is full, czar reads at most 64 MB of output a second. A command that writes more becomes slower, and czar does not. */
const FLOOD_WINDOW_MS = 50
const FLOOD_WINDOW_BYTES = 3_200_000
/** How long the pipe may stay open after all processes of the command have ended. */
const DRAIN_MS = 1000

/** Opens the log of a command for appending. Only its owner can read it, and a symbolic link in its place is not followed. */
export async function openGateLog(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  return open(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW, 0o600)
}

/** Appends the output that comes from `pipe` to the log, up to a limit, and keeps the end of the output in memory. */
export function collectOutput(pipe: Readable, log: FileHandle): { finish(): Promise<string> } {
  const end = keptEnd()
  const written = write(pipe, log, end.add)
  return {
    async finish() {
      const isDrained = await Promise.race([written.then(() => true), delay(DRAIN_MS, false, { ref: false })])
      if (!isDrained) pipe.destroy()
      const trouble = await written
      return trouble === null ? end.text() : `${end.text()}\n[czar: the log is incomplete: ${trouble}]`
    },
  }
}

/** Reads the pipe to its end even if the log cannot be written (the disk is full), because a full pipe would block the command. */
async function write(pipe: Readable, log: FileHandle, keep: (chunk: Buffer) => void): Promise<string | null> {
  let bytes = 0
  let trouble: string | null = null
  const append = async (data: Buffer | string) => {
    if (trouble === null) await log.appendFile(data).catch(error => (trouble = String(error)))
  }
  const slowDown = createThrottle()
  try {
    for await (const chunk of pipe as AsyncIterable<Buffer>) {
      keep(chunk)
      const room = LOG_LIMIT_BYTES - bytes
      bytes += chunk.length
      if (room > 0) await append(chunk.subarray(0, room))
      else await slowDown(chunk.length)
    }
  } catch (error) {
    // The pipe was destroyed on purpose, because another process holds the other end open. So the error is ignored.
    if (!pipe.destroyed) trouble = String(error)
  }
  if (bytes > LOG_LIMIT_BYTES) await append(`\n[czar: the output had ${bytes} bytes; the log has the first ${LOG_LIMIT_BYTES}]\n`)
  return trouble
}

function createThrottle(): (bytes: number) => Promise<void> {
  let windowStart = performance.now()
  let windowBytes = 0
  return async bytes => {
    windowBytes += bytes
    if (windowBytes < FLOOD_WINDOW_BYTES) return
    const left = FLOOD_WINDOW_MS - (performance.now() - windowStart)
    if (left > 0) await delay(left)
    windowStart = performance.now()
    windowBytes = 0
  }
}

function keptEnd(): { add(chunk: Buffer): void; text(): string } {
  const chunks: Buffer[] = []
  let bytes = 0
  let isCut = false
  return {
    add(chunk) {
      chunks.push(chunk)
      bytes += chunk.length
      while (bytes - (chunks[0]?.length ?? 0) >= KEPT_BYTES) {
        bytes -= chunks.shift()?.length ?? 0
        isCut = true
      }
    },
    text: () => readableTail(Buffer.concat(chunks), isCut),
  }
}
