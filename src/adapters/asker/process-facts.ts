import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { statFields } from '../processes/process-table.ts'

/** The facts about one process, from /proc. */
export interface ProcessFacts {
  readonly pid: number
  readonly program: string
  readonly parent: number
  readonly session: number
  /** The device number of the terminal that controls the process. 0: no terminal does. */
  readonly tty: number
  /** Seconds between the start of the system and the start of the process. */
  readonly bornAt: number
  /** The variables of czar in the environment with which the process was started. The process cannot change these later. */
  readonly marks: ReadonlyMap<string, string>
}

/** The number of clock ticks in a second (USER_HZ), in which start times are given. It is the same on every architecture of Node. */
const TICKS = 100
const MARKS = /^(CZAR_WORKER|CZAR_PROJECT_DIR|CZAR_GATE)=(.*)$/s
const LONGEST_LINE = 200

/** The process and all its ancestors, the process itself first. Empty: the process has ended, or there is no /proc. */
export function ancestryOf(pid: number): readonly ProcessFacts[] {
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
 * The name of the program, to show to people. A program may choose any name. For Node the system only knows the name of a thread, so the
 * name of the script is used.
 */
function programOf(pid: number, name: string): string {
  if (name !== 'MainThread' && name !== 'node') return name
  const [program = name, script] = (read(pid, 'cmdline') ?? '').split('\0').filter(word => !word.startsWith('-') && word !== '')
  return basename(script ?? program)
}

/** Reads czar's variables from the process's environment. Empty for a process of another user. */
function readMarks(pid: number): ReadonlyMap<string, string> {
  const marks = new Map<string, string>()
  for (const variable of (read(pid, 'environ') ?? '').split('\0')) {
    const [, name, value] = MARKS.exec(variable) ?? []
    if (name !== undefined && value !== undefined && value !== '') marks.set(name, value)
  }
  return marks
}

/** The control group of the process. '' if it cannot be read. */
export function cgroupOf(pid: number): string {
  return read(pid, 'cgroup') ?? ''
}

/** Seconds since the start of the system. null: there is no /proc. */
export function uptime(): number | null {
  const text = read(null, 'uptime')
  return text === null ? null : Number.parseFloat(text)
}

/** The name of a terminal, such as `pts/3` or `tty1`. null: there is none, or it is of another kind. */
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
