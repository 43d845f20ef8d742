import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { statFields } from '../processes/process-table.ts'

/** What /proc says of one process. */
export interface ProcessFacts {
  readonly pid: number
  readonly program: string
  readonly parent: number
  readonly session: number
  /** Its controlling terminal, as the kernel numbers it; 0: none. */
  readonly tty: number
  /** Seconds from the start of the system to its own. */
  readonly bornAt: number
  /** Variables it was started with, as far as they are the czar's. Nothing that it does later changes them. */
  readonly marks: ReadonlyMap<string, string>
}

/** USER_HZ: the unit of starttime, the same on every architecture that Node runs on. */
const TICKS = 100
const MARKS = /^(CZAR_WORKER|CZAR_PROJECT_DIR|CZAR_GATE)=(.*)$/s
const LONGEST_LINE = 200

/** The process and its ancestors, itself first; empty: it is gone, or there is no /proc. */
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

/** For people to read: a program may name itself as it likes. Node names its thread, so its script says more. */
function programOf(pid: number, name: string): string {
  if (name !== 'MainThread' && name !== 'node') return name
  const [program = name, script] = (read(pid, 'cmdline') ?? '').split('\0').filter(word => !word.startsWith('-') && word !== '')
  return basename(script ?? program)
}

/** Empty for a process of another user. */
function readMarks(pid: number): ReadonlyMap<string, string> {
  const marks = new Map<string, string>()
  for (const variable of (read(pid, 'environ') ?? '').split('\0')) {
    const [, name, value] = MARKS.exec(variable) ?? []
    if (name !== undefined && value !== undefined && value !== '') marks.set(name, value)
  }
  return marks
}

/** The control group; '' where there is none to be read. */
export function cgroupOf(pid: number): string {
  return read(pid, 'cgroup') ?? ''
}

/** Seconds since the system started; null where there is no /proc. */
export function uptime(): number | null {
  const text = read(null, 'uptime')
  return text === null ? null : Number.parseFloat(text)
}

/** `pts/3`; null for no terminal, and for one that is no pseudo-terminal. */
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
