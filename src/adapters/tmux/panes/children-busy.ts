import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { isSameProcess, type ProcessRow, readProcess, recentProcessTable } from '../../processes/process-table.ts'
import { type Leader, processesUnder } from '../../processes/process-tree.ts'

const SAMPLE_MS = 1_000
/** CPU ticks that count as busy, of 100 a second (Linux, all architectures of Node). A helper that only waits uses fewer. */
const BUSY_TICKS = 5
/** A launcher starts its program within this time. A tool runs only after a model call. */
const AT_ONCE_TICKS = 300

/**
 * Whether programs that the agent started use CPU, from two samples a second apart. The agent itself does not count,
 * because it draws a spinner. null: unknown, because the pid now belongs to another process, or the system gives no
 * figures.
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
  // Orphans have the same parent as the agent, and the agent is older.
  const [agent] = family.filter(row => row.parent === leader.pid).toSorted((one, other) => Number(one.born) - Number(other.born))
  const program = programOf(agent, family)
  const children = family.filter(row => !program.has(row))
  const own = children.map(row => ticksOf(row, [UTIME, STIME]))
  // The CPU time of the agent's ended children includes processes that came and went between the samples.
  const ended = family.map(row => ticksOf(row, [CUTIME, CSTIME]))
  return {
    children: new Set(children.map(({ pid, born }) => `${pid}:${born}`)),
    ticks: [...own, ...ended].reduce((sum, ticks) => sum + ticks, 0),
  }
}

/**
 * The agent's own processes: the first, and each only child that was started at once in the same group. npm's Codex 0.169.0, for example,
 * is a Node launcher and a program. The program draws the spinner, which takes 4 to 7 ticks a second.
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

/** Fields of /proc/PID/stat (proc(5)), counted after the name in parentheses. */
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
