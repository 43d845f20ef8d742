import { readFile, readlink } from 'node:fs/promises'
import { type ProcessRow, processTable } from './process-table.ts'
import { ownLine } from './process-tree.ts'

/** Tests the `NAME=value` entries of the environment that a process was started with. */
export type IsMeant = (variables: ReadonlySet<string>) => boolean

/**
 * The processes whose environment has the mark (Linux; elsewhere the result is empty). Leaves out this process and its
 * parents, because an agent may run czar.
 */
export async function markedProcesses(isMeant: IsMeant, table = processTable()): Promise<readonly ProcessRow[]> {
  if (process.platform !== 'linux') return []
  const own = ownLine(table)
  const marked = await Promise.all(table.map(async row => !own.has(row.pid) && isMeant(await environmentOf(row.pid))))
  return table.filter((_, index) => marked[index])
}

/** The processes started with this `NAME=value`, each with its environment; leaves out this process and its parents. */
export async function markedWith(mark: string, table: readonly ProcessRow[]) {
  if (process.platform !== 'linux') return []
  const own = ownLine(table)
  const rows = table.filter(row => !own.has(row.pid))
  const found = await Promise.all(rows.map(async row => ({ row, variables: await environmentOf(row.pid) })))
  return found.filter(({ variables }) => variables.has(mark))
}

/**
 * Reads without blocking, because a process that hangs in the kernel may block its reader. Empty for another user's
 * process.
 */
async function environmentOf(pid: number): Promise<ReadonlySet<string>> {
  const text = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
  return new Set(text.split('\0'))
}

let ownNamespace: Promise<string | null> | null = null

/** False for a process in a container, whose paths and names may equal those outside. */
export async function isInOwnNamespace({ pid }: Pick<ProcessRow, 'pid'>): Promise<boolean> {
  ownNamespace ??= namespaceOf('self')
  return (await namespaceOf(String(pid))) === (await ownNamespace)
}

function namespaceOf(pid: string): Promise<string | null> {
  return readlink(`/proc/${pid}/ns/pid`).catch(() => null)
}
