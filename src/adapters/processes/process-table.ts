import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { shareNext } from '../share-next.ts'

/** One running process. `born` tells two processes with the same pid apart. */
export interface ProcessRow {
  readonly pid: number
  readonly parent: number
  readonly group: number
  readonly session: number
  readonly born: string
}

/** include/linux/sched.h, among the flags of /proc/PID/stat. */
const PF_KTHREAD = 0x0020_0000

/** Every program that runs now. Zombies are left out, because they are over, and so are the kernel's own threads. */
export function processTable(): readonly ProcessRow[] {
  if (process.platform !== 'linux') return processTableOfPs()
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(name => readProcess(Number(name)))
    .filter(row => row !== null)
}

const RECENT_MS = 50
let latest: { readonly at: number; readonly rows: readonly ProcessRow[] } | null = null

/** The same, up to 50 ms old: many sessions that end at once share one look, which takes about 10 ms. */
export function recentProcessTable(): readonly ProcessRow[] {
  const now = performance.now()
  if (latest === null || now - latest.at > RECENT_MS) latest = { at: now, rows: processTable() }
  return latest.rows
}

/** A table that was read after the question, and is shared by all who asked meanwhile. */
export const nextProcessTable = shareNext(processTable)

/** The process with this pid, or null when there is none, or it is a zombie or a thread of the kernel. */
export function readProcess(pid: number): ProcessRow | null {
  if (process.platform !== 'linux') return processTableOfPs().find(row => row.pid === pid) ?? null
  try {
    return readStatLine(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return null
  }
}

/** One line of /proc/PID/stat, taken apart; null for a zombie, a thread of the kernel, and a line that is none. */
export function readStatLine(line: string): ProcessRow | null {
  const fields = statFields(line)
  const pid = Number.parseInt(line, 10)
  if (!(pid > 0) || fields[0] === 'Z' || fields[0] === 'X' || (Number(fields[6]) & PF_KTHREAD) !== 0) return null
  const born = fields[19]
  if (born === undefined) return null
  return { pid, parent: Number(fields[1]), group: Number(fields[2]), session: Number(fields[3]), born }
}

/** The fields of /proc/PID/stat behind the name, which may hold anything: state first (field 3), starttime the twentieth (22). */
export function statFields(line: string): readonly string[] {
  return line.slice(line.lastIndexOf(')') + 2).split(' ')
}

/** The words of a process, with a NUL behind each; empty for one that is gone, and where there is no /proc. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** True while the process runs; a zombie that nobody has reaped does not. */
export function isSameProcess(row: Pick<ProcessRow, 'pid' | 'born'>): boolean {
  return readProcess(row.pid)?.born === row.born
}

function processTableOfPs(): readonly ProcessRow[] {
  const text = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,lstart='], {
    encoding: 'utf8',
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
  })
  return text.split('\n').flatMap(line => {
    const [pid, parent, group, state, ...born] = line.trim().split(/\s+/)
    if (pid === undefined || pid === '' || state?.startsWith('Z')) return []
    // macOS prints no session number: there the group has to do.
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), session: Number(group), born: born.join(' ') }]
  })
}
