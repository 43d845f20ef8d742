import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What a program records about itself. begins: an agent of this worker starts. trouble, over: from now on something is
 * wrong, or no longer.
 */
export interface Mark {
  /** ms since the epoch. */
  readonly at: number
  readonly is: 'begins' | 'trouble' | 'over'
}

/** Each mark is written at once, because the program may be killed at any time. Each process has its own file. */
export function openMarks(directory: string): (is: Mark['is']) => void {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, `${process.pid}.jsonl`)
  return is => appendFileSync(file, `${JSON.stringify({ at: Date.now(), is } satisfies Mark)}\n`)
}

/** The marks of all agents of one worker, in the order of time. */
export function readMarks(directory: string): readonly Mark[] {
  if (!existsSync(directory)) return []
  return globSync('*.jsonl', { cwd: directory })
    .flatMap(file => readFileSync(join(directory, file), 'utf8').split('\n'))
    .filter(line => line.endsWith('}'))
    .map(line => JSON.parse(line) as Mark)
    .sort((one, other) => one.at - other.at)
}
