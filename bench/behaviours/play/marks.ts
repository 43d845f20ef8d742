import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What a program records about itself. begins: an agent of this worker starts. trouble: something is wrong from now on. over: nothing is
 * wrong any more.
 */
export interface Mark {
  /** The time, in ms since the epoch. */
  readonly at: number
  readonly is: 'begins' | 'trouble' | 'over'
}

/** Opens the record. Each entry is written at once, because the program may be killed at any time. Each process has a file of its own. */
export function openMarks(directory: string): (is: Mark['is']) => void {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, `${process.pid}.jsonl`)
  return is => appendFileSync(file, `${JSON.stringify({ at: Date.now(), is } satisfies Mark)}\n`)
}

/** Reads what all agents of one worker recorded, in order of time. */
export function readMarks(directory: string): readonly Mark[] {
  if (!existsSync(directory)) return []
  return globSync('*.jsonl', { cwd: directory })
    .flatMap(file => readFileSync(join(directory, file), 'utf8').split('\n'))
    .filter(line => line.endsWith('}'))
    .map(line => JSON.parse(line) as Mark)
    .sort((one, other) => one.at - other.at)
}
