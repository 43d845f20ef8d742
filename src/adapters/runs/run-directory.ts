import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Limits per directory; the newest logs are kept. */
const KEPT_LOGS = 40
const KEPT_BYTES = 400 * 1024 * 1024

const NAME = /^\d{8}-\d{6}-(\d+)(?:-\d+)?\.log$/

let named = 0

/**
 * The log name of a command that starts now; names sort by time. Simultaneous logs differ by the writer's pid. The number
 * separates logs of one process, such as an agent's MCP server.
 */
export function runLogName(now: number, pid: number): string {
  const [day, time] = new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T')
  named += 1
  return `${day}-${time}-${pid}-${named}.log`
}

/** Removes the oldest logs of a directory beyond 40 logs or 400 MiB; never one still being written, nor other files. */
export async function dropOldLogs(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter(name => NAME.test(name))
  const found = await Promise.all(names.map(name => look(directory, name)))
  const newestFirst = found.filter(log => log !== null).sort((one, other) => other.changedAt - one.changedAt)
  let bytes = 0
  for (const [index, log] of newestFirst.entries()) {
    bytes += log.bytes
    if (index < KEPT_LOGS && bytes <= KEPT_BYTES) continue
    // Another `czar run` may remove it at the same time.
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
