import { constants } from 'node:fs'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { readableTail } from './readable-tail.ts'

const LOG_LIMIT_BYTES = 20 * 1024 * 1024
const KEPT_BYTES = 128 * 1024
/** Beyond the log's limit, czar reads no more than 64 MB/s, so that a flood of output slows the gate and not czar. */
const FLOOD_WINDOW_MS = 50
const FLOOD_WINDOW_BYTES = 3_200_000
/** Time that the pipe may stay open after all processes of the gate are gone. */
const DRAIN_MS = 1000

/** Opens a gate's log for appending, accessible to its owner only, never through a symbolic link. */
export async function openGateLog(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  return open(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW, 0o600)
}

/** Appends the output of `pipe` to the log, up to a limit, and keeps its end in memory. */
export function collectOutput(pipe: Readable, log: FileHandle): { finish(): Promise<string> } {
  const end = keptEnd()
  const written = write(pipe, log, end.add)
  return {
    async finish() {
      const isDrained = await Promise.race([written.then(() => true), delay(DRAIN_MS, false, { ref: false })])
      if (!isDrained) pipe.destroy()
      const trouble = await written
      return trouble === null ? end.text() : `${end.text()}\n[czar: the log is not whole: ${trouble}]`
    },
  }
}

/** Reads to the end even if the log fails (disk full), because a gate must not hang on a full pipe. */
async function write(pipe: Readable, log: FileHandle, keep: (chunk: Buffer) => void): Promise<string | null> {
  let bytes = 0
  let trouble: string | null = null
  const append = async (data: Buffer | string) => {
    if (trouble === null) await log.appendFile(data).catch(error => (trouble = String(error)))
  }
  const slowDown = floodGate()
  try {
    for await (const chunk of pipe as AsyncIterable<Buffer>) {
      keep(chunk)
      const room = LOG_LIMIT_BYTES - bytes
      bytes += chunk.length
      if (room > 0) await append(chunk.subarray(0, room))
      else await slowDown(chunk.length)
    }
  } catch (error) {
    // If a process outside the gate holds the other end of the pipe, the pipe ends only when finish() destroys it.
    if (!pipe.destroyed) trouble = String(error)
  }
  if (bytes > LOG_LIMIT_BYTES) await append(`\n[czar: the output had ${bytes} bytes; the log holds the first ${LOG_LIMIT_BYTES}]\n`)
  return trouble
}

function floodGate(): (bytes: number) => Promise<void> {
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
