import { readFile, readlink } from 'node:fs/promises'
import { type ProcessRow, processTable } from './process-table.ts'
import { ownLine } from './process-tree.ts'

/** Decides by the `NAME=value` entries of a process's environment, as they were at its start, whether czar means the process. */
export type IsMeant = (variables: ReadonlySet<string>) => boolean

/**
 * The processes whose environment `isMeant` accepts (Linux; elsewhere the result is empty). Leaves out this process and its ancestors,
 * because czar itself may have been started by such a process.
 */
export async function markedProcesses(isMeant: IsMeant, table = processTable()): Promise<readonly ProcessRow[]> {
  if (process.platform !== 'linux') return []
  const own = ownLine(table)
  const marked = await Promise.all(table.map(async row => !own.has(row.pid) && isMeant(await environmentOf(row.pid))))
  return table.filter((_, index) => marked[index])
}

/** The processes that were started with this `NAME=value`, each with its whole environment. Leaves out this process and its ancestors. */
export async function markedWith(mark: string, table: readonly ProcessRow[]) {
  if (process.platform !== 'linux') return []
  const own = ownLine(table)
  const rows = table.filter(row => !own.has(row.pid))
  const found = await Promise.all(rows.map(async row => ({ row, variables: await environmentOf(row.pid) })))
  return found.filter(({ variables }) => variables.has(mark))
}

/**
 * Reads a process's environment without blocking, because a process that hangs in the kernel may block its reader. Returns an empty set
 * for another user's process.
 */
async function environmentOf(pid: number): Promise<ReadonlySet<string>> {
  const text = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
  return new Set(text.split('\0'))
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
