import { readdir, readFile } from 'node:fs/promises'

export interface ProcessRecord {
  readonly pid: number
  readonly parent: number
  readonly group: number
  readonly session: number
  /** Carries a `CZAR_GATE` that is asked for in the environment it was started with. */
  readonly isMarked: boolean
}

const VARIABLE = 'CZAR_GATE='

/** All processes that are alive (zombies are not); null where there is no /proc. */
export async function livingProcesses(isMeant: (marker: string) => boolean): Promise<readonly ProcessRecord[] | null> {
  const names = await readdir('/proc').catch(() => null)
  if (names === null) return null
  const records = await Promise.all(names.filter(name => /^\d+$/.test(name)).map(name => readRecord(Number(name), isMeant)))
  return records.filter(record => record !== null)
}

async function readRecord(pid: number, isMeant: (marker: string) => boolean): Promise<ProcessRecord | null> {
  const [stat, environment] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null),
    // Of other users it can not be read: then it is none of ours.
    readFile(`/proc/${pid}/environ`, 'latin1').catch(() => ''),
  ])
  if (stat === null) return null
  // The name, in parentheses, may itself contain blanks and parentheses: the rest begins after the last one.
  const [state, parent, group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (state === 'Z' || state === 'X') return null
  const isMarked = environment.split('\0').some(variable => variable.startsWith(VARIABLE) && isMeant(variable.slice(VARIABLE.length)))
  return { pid, parent: Number(parent), group: Number(group), session: Number(session), isMarked }
}
