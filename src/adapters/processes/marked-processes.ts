import { open, readlink } from 'node:fs/promises'
import { type ProcessRow, processTable } from './process-table.ts'
import { ownAncestry } from './process-tree.ts'

/** Decides by the `NAME=value` entries of a process's environment, as they were at its start, whether czar means the process. */
export type IsMeant = (variables: ReadonlySet<string>) => boolean

/**
 * The processes whose environment `isMeant` accepts (Linux; elsewhere the result is empty). Leaves out this process and its ancestors,
 * because czar itself may have been started by such a process.
 */
export async function markedProcesses(isMeant: IsMeant, table = processTable()): Promise<readonly ProcessRow[]> {
  if (process.platform !== 'linux') return []
  const own = ownAncestry(table)
  const marked = await Promise.all(table.map(async row => !own.has(row.pid) && isMeant(await environmentOf(row.pid))))
  return table.filter((_, index) => marked[index])
}

/** The processes that were started with this `NAME=value`, each with its whole environment. Leaves out this process and its ancestors. */
export async function markedWith(mark: string, table: readonly ProcessRow[]) {
  if (process.platform !== 'linux') return []
  const own = ownAncestry(table)
  const rows = table.filter(row => !own.has(row.pid))
  const found = await Promise.all(
    rows.map(async row => {
      const text = await environmentText(row.pid)
      // Hardly any process has the mark, so this check avoids splitting most environments into variables.
      return text.includes(mark) ? [{ row, variables: new Set(text.split('\0')) }] : []
    }),
  )
  return found.flat().filter(({ variables }) => variables.has(mark))
}

async function environmentOf(pid: number): Promise<ReadonlySet<string>> {
  return new Set((await environmentText(pid)).split('\0'))
}

/** Most environments are smaller. `readFile` takes 64 KB for each file in /proc, because such a file gives no size. */
const ENVIRONMENT_BYTES = 8_192

/**
 * Reads a process's environment without blocking, because a process that hangs in the kernel may block its reader. Returns '' for another
 * user's process.
 */
async function environmentText(pid: number): Promise<string> {
  const file = await open(`/proc/${pid}/environ`).catch(() => null)
  if (file === null) return ''
  try {
    const parts: Buffer[] = []
    for (let size = ENVIRONMENT_BYTES; ; size *= 2) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(size), 0, size, null)
      parts.push(buffer.subarray(0, bytesRead))
      if (bytesRead === 0) return Buffer.concat(parts).toString()
    }
  } catch {
    return ''
  } finally {
    await file.close().catch(() => {})
  }
}

let ownNamespace: Promise<string | null> | null = null

/** False for a process in a container. Its paths and names may equal those outside the container, but they mean other files. */
export async function isInOwnNamespace({ pid }: Pick<ProcessRow, 'pid'>): Promise<boolean> {
  ownNamespace ??= namespaceOf('self')
  return (await namespaceOf(String(pid))) === (await ownNamespace)
}

function namespaceOf(pid: string): Promise<string | null> {
  return readlink(`/proc/${pid}/ns/pid`).catch(() => null)
}
