import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { isSameProcess, type ProcessRow, readProcess, recentProcessTable } from '../../processes/process-table.ts'
import { type Leader, processesUnder } from '../../processes/process-tree.ts'

const SAMPLE_MS = 1_000
/**
 * Processes that use at least this many CPU ticks in a second are busy. There are 100 ticks a second (Linux, all architectures of Node). A
 * process that only waits uses fewer.
 */
const BUSY_TICKS = 5
/**
 * A process that starts within this many ticks after its parent is a part of the agent program itself. A tool of the agent starts later,
 * because the agent first asks its model.
 */
const AT_ONCE_TICKS = 300

/**
 * Whether programs that the agent started use CPU. Compares two samples, a second apart. The agent itself does not count, because drawing
 * its spinner takes CPU. null: unknown, because the pid now belongs to another process or the system gives no figures.
 */
export async function childrenBusy(leader: Leader): Promise<boolean | null> {
  const before = sample(leader)
  if (before === null) return null
  await pause(SAMPLE_MS)
  const after = sample(leader)
  if (after === null) return null
  const isNew = [...after.children].some(child => !before.children.has(child))
  return isNew || after.ticks - before.ticks >= BUSY_TICKS
}

interface Sample {
  readonly children: ReadonlySet<string>
  readonly ticks: number
}

function sample(leader: Leader): Sample | null {
  if (process.platform !== 'linux') return null
  const now = readProcess(leader.pid)
  if (now === null || (leader.born !== null && now.born !== leader.born)) return null
  const family = processesUnder([{ pid: leader.pid, born: now.born }], recentProcessTable()).filter(row => row.pid !== leader.pid)
  // Orphans may have the same parent as the agent. The agent is the oldest of these processes.
  const [agent] = family.filter(row => row.parent === leader.pid).toSorted((one, other) => Number(one.born) - Number(other.born))
  const program = programOf(agent, family)
  const children = family.filter(row => !program.has(row))
  const own = children.map(row => ticksOf(row, [UTIME, STIME]))
  // A process that came and went between the samples is in neither of them. Its CPU time is included here, in the time that its parent's
  // ended children used.
  const ended = family.map(row => ticksOf(row, [CUTIME, CSTIME]))
  return {
    children: new Set(children.map(({ pid, born }) => `${pid}:${born}`)),
    ticks: [...own, ...ended].reduce((sum, ticks) => sum + ticks, 0),
  }
}

/**
 * The processes of the agent program itself: the first process, and then each process that is its parent's only child, started at once and
 * in the same group. npm's Codex 0.169.0, for example, is a Node launcher that starts the real program. That program draws the spinner,
 * which takes 4 to 7 ticks a second.
 */
function programOf(agent: ProcessRow | undefined, family: readonly ProcessRow[]): ReadonlySet<ProcessRow> {
  const program = new Set<ProcessRow>()
  for (let next = agent; next !== undefined; ) {
    const last = next
    program.add(last)
    const started = family.filter(
      row => row.parent === last.pid && row.group === last.group && Number(row.born) - Number(last.born) <= AT_ONCE_TICKS,
    )
    next = started.length === 1 ? started[0] : undefined
  }
  return program
}

/** Indexes of CPU times among the fields of /proc/PID/stat (proc(5)), counted after the process's name. */
const UTIME = 11
const STIME = 12
const CUTIME = 13
const CSTIME = 14

function ticksOf(row: ProcessRow, fields: readonly number[]): number {
  if (!isSameProcess(row)) return 0
  try {
    const stat = readFileSync(`/proc/${row.pid}/stat`, 'latin1')
    const values = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields.reduce((sum, field) => sum + Number(values[field] ?? 0), 0)
  } catch {
    return 0
  }
}
