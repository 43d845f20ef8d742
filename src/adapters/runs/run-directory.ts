import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Logs of one directory: the newest, as long as they fit. */
const KEPT_LOGS = 40
const KEPT_BYTES = 400 * 1024 * 1024

const NAME = /^\d{8}-\d{6}-(\d+)(?:-\d+)?\.log$/

let named = 0

/**
 * Name of the log of a command that begins now: sorts by time; two at once differ by the process that writes, or, of the
 * one process that serves an agent by MCP, by their number.
 */
export function runLogName(now: number, pid: number): string {
  const [day, time] = new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T')
  named += 1
  return `${day}-${time}-${pid}-${named}.log`
}

/** Removes the oldest logs of a directory beyond 40 or 400 MiB; never one that is being written, nor anything that is no log. */
export async function dropOldLogs(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter(name => NAME.test(name))
  const found = await Promise.all(names.map(name => look(directory, name)))
  const newestFirst = found.filter(log => log !== null).sort((one, other) => other.changedAt - one.changedAt)
  let bytes = 0
  for (const [index, log] of newestFirst.entries()) {
    bytes += log.bytes
    if (index < KEPT_LOGS && bytes <= KEPT_BYTES) continue
    // Another `czar run` may have removed it in this very moment.
    if (!isAlive(log.writer)) await rm(log.path, { force: true })
  }
}

interface Log {
  readonly path: string
  readonly bytes: number
  readonly changedAt: number
  readonly writer: number
}

async function look(directory: string, name: string): Promise<Log | null> {
  const path = join(directory, name)
  const facts = await lstat(path).catch(() => null)
  if (facts === null || !facts.isFile()) return null
  return { path, bytes: facts.size, changedAt: facts.mtimeMs, writer: Number(NAME.exec(name)?.[1]) }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
