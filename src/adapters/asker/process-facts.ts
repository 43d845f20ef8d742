import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { statFields } from '../processes/process-table.ts'

/** Facts about one process from /proc. */
export interface ProcessFacts {
  readonly pid: number
  readonly program: string
  readonly parent: number
  readonly session: number
  /** Device number of the process's controlling terminal; 0: none. */
  readonly tty: number
  /** Seconds from the system's start to the process's start. */
  readonly bornAt: number
  /** The czar's variables in its initial environment, which the process cannot change later. */
  readonly marks: ReadonlyMap<string, string>
}

/** USER_HZ, the unit of starttime; the same on every architecture that Node supports. */
const TICKS = 100
const MARKS = /^(CZAR_WORKER|CZAR_PROJECT_DIR|CZAR_GATE)=(.*)$/s
const LONGEST_LINE = 200

/** The process and its ancestors, starting with the process. Empty: it has ended, or there is no /proc. */
export function lineOf(pid: number): readonly ProcessFacts[] {
  const line: ProcessFacts[] = []
  for (let next = pid; next > 0 && line.length < LONGEST_LINE; ) {
    const facts = readFacts(next)
    if (facts === null) break
    line.push(facts)
    next = facts.parent
  }
  return line
}

function readFacts(pid: number): ProcessFacts | null {
  const stat = read(pid, 'stat')
  if (stat === null) return null
  const fields = statFields(stat)
  return {
    pid,
    program: programOf(pid, stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))),
    parent: Number(fields[1]),
    session: Number(fields[3]),
    tty: Number(fields[4]),
    bornAt: Number(fields[19]) / TICKS,
    marks: readMarks(pid),
  }
}

/**
 * A name to show. A program may choose any name. For Node, the system knows only a thread's name, so the name of the
 * script is used.
 */
function programOf(pid: number, name: string): string {
  if (name !== 'MainThread' && name !== 'node') return name
  const [program = name, script] = (read(pid, 'cmdline') ?? '').split('\0').filter(word => !word.startsWith('-') && word !== '')
  return basename(script ?? program)
}

/** The environment; empty for a process of another user. */
function readMarks(pid: number): ReadonlyMap<string, string> {
  const marks = new Map<string, string>()
  for (const variable of (read(pid, 'environ') ?? '').split('\0')) {
    const [, name, value] = MARKS.exec(variable) ?? []
    if (name !== undefined && value !== undefined && value !== '') marks.set(name, value)
  }
  return marks
}

/** The control group; '' if it cannot be read. */
export function cgroupOf(pid: number): string {
  return read(pid, 'cgroup') ?? ''
}

/** Seconds since the system's start; null: no /proc. */
export function uptime(): number | null {
  const text = read(null, 'uptime')
  return text === null ? null : Number.parseFloat(text)
}

/** The terminal's name: `pts/3` or `tty1`; null: no terminal, or another kind. */
export function ttyName(tty: number): string | null {
  const major = (tty >> 8) & 0xfff
  const minor = (tty & 0xff) | ((tty >> 12) & 0xfff00)
  if (major >= 136 && major <= 143) return `pts/${(major - 136) * 256 + minor}`
  return major === 4 ? `tty${minor}` : null
}

function read(pid: number | null, name: string): string | null {
  try {
    return readFileSync(pid === null ? `/proc/${name}` : `/proc/${pid}/${name}`, 'utf8')
  } catch {
    return null
  }
}
