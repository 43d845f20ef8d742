import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { shareNext } from '../share-next.ts'

/** One running process. `born` is its start time, which tells it from a later process with the same pid. */
export interface ProcessRow {
  readonly pid: number
  readonly parent: number
  readonly group: number
  readonly session: number
  readonly born: string
}

/** The flag of a kernel thread among the flags in /proc/PID/stat, as in Linux's include/linux/sched.h. */
const PF_KTHREAD = 0x0020_0000

/** Every running program. Leaves out zombies, which have ended, and the kernel's own threads. */
export function processTable(): readonly ProcessRow[] {
  if (process.platform !== 'linux') return processTableOfPs()
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(name => readProcess(Number(name)))
    .filter(row => row !== null)
}

const RECENT_MS = 50
/** A table counts as recent for this many times as long as its reading took, so that the readings leave time for other work. */
const RECENT_TIMES = 10
const MOST_RECENT_MS = 250
let latest: { readonly at: number; readonly tookMs: number; readonly rows: readonly ProcessRow[] } | null = null

/**
 * The process table, normally up to 50 ms old. Several sessions that end together therefore share one reading. With 200 agents it takes
 * 10 ms, and on a busy machine longer.
 */
export function recentProcessTable(): readonly ProcessRow[] {
  const now = performance.now()
  if (latest === null || now - latest.at > Math.min(Math.max(RECENT_MS, latest.tookMs * RECENT_TIMES), MOST_RECENT_MS)) {
    const rows = processTable()
    latest = { at: now, tookMs: performance.now() - now, rows }
  }
  return latest.rows
}

/** Reads the process table after the call. All callers that wait at the same time get the same reading. */
export const nextProcessTable = shareNext(processTable)

/** The process with this pid. null: no such process runs, or it is a zombie or a kernel thread. */
export function readProcess(pid: number): ProcessRow | null {
  if (process.platform !== 'linux') return processTableOfPs().find(row => row.pid === pid) ?? null
  const line = readStat(pid)
  return line === null ? null : readStatLine(line)
}

/** Larger than any line of /proc/PID/stat, which has the process's name and some fifty numbers. */
const STAT = Buffer.alloc(4_096)

/**
 * Reads the line into memory that is used again. `readFileSync` takes 64 KB for each file in /proc, because such a file gives no size. For
 * all processes of a machine this is many megabytes of garbage, and czar reads them all after each check.
 */
function readStat(pid: number): string | null {
  try {
    const file = openSync(`/proc/${pid}/stat`, 'r')
    try {
      return STAT.toString('latin1', 0, readSync(file, STAT, 0, STAT.length, 0))
    } finally {
      closeSync(file)
    }
  } catch {
    return null
  }
}

/** Parses one line of /proc/PID/stat. null: the line is invalid, or its process is a zombie or a kernel thread. */
export function readStatLine(line: string): ProcessRow | null {
  const fields = statFields(line, 20)
  const pid = Number.parseInt(line, 10)
  if (!(pid > 0) || fields[0] === 'Z' || fields[0] === 'X' || (Number(fields[6]) & PF_KTHREAD) !== 0) return null
  const born = fields[19]
  if (born === undefined) return null
  return { pid, parent: Number(fields[1]), group: Number(fields[2]), session: Number(fields[3]), born }
}

/**
 * The fields of /proc/PID/stat that follow the process's name. The name may contain anything, so the fields are counted from its end:
 * index 0 is the state (field 3 in proc(5)), index 19 the start time (field 22). Returns at most `most` fields.
 */
export function statFields(line: string, most?: number): readonly string[] {
  return line.slice(line.lastIndexOf(')') + 2).split(' ', most)
}

/** The arguments of a process, each followed by a NUL character. Empty if the process is gone or there is no /proc. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Whether the process still runs. False for a zombie, and if its pid now belongs to another process. */
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
    // ps on macOS prints no session number, so the process group is used instead.
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), session: Number(group), born: born.join(' ') }]
  })
}
