import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** How many logs a directory keeps. The newest are kept. */
const KEPT_LOGS = 40
const KEPT_BYTES = 400 * 1024 * 1024

const NAME = /^\d{8}-\d{6}-(\d+)(?:-\d+)?\.log$/

let named = 0

/**
 * The name for the log of a command that starts now. Sorted by name, logs are in the order of their time. The pid keeps apart logs that
 * different processes begin at the same time, and the number those of one process, such as an agent's MCP server.
 */
export function runLogName(now: number, pid: number): string {
  const [day, time] = new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T')
  named += 1
  return `${day}-${time}-${pid}-${named}.log`
}

/**
 * Removes the oldest logs in a directory if there are more than 40, or if they take more than 400 MiB. Other files stay, and so does a log
 * that is still written.
 */
export async function dropOldLogs(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter(name => NAME.test(name))
  const found = await Promise.all(names.map(name => look(directory, name)))
  const newestFirst = found.filter(log => log !== null).sort((one, other) => other.changedAt - one.changedAt)
  let bytes = 0
  for (const [index, log] of newestFirst.entries()) {
    bytes += log.bytes
    if (index < KEPT_LOGS && bytes <= KEPT_BYTES) continue
    // If another `czar run` has just removed the file, that is no error.
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
