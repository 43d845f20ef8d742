import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A program's own account of itself. begins: an agent of this worker; trouble, over: from now on something is wrong, or no longer. */
export interface Mark {
  /** ms since the epoch. */
  readonly at: number
  readonly is: 'begins' | 'trouble' | 'over'
}

/** Written at once, for the program may be killed at any time. One file a process. */
export function openMarks(directory: string): (is: Mark['is']) => void {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, `${process.pid}.jsonl`)
  return is => appendFileSync(file, `${JSON.stringify({ at: Date.now(), is } satisfies Mark)}\n`)
}

/** Of all agents of one worker, in the order of time. */
export function readMarks(directory: string): readonly Mark[] {
  if (!existsSync(directory)) return []
  return globSync('*.jsonl', { cwd: directory })
    .flatMap(file => readFileSync(join(directory, file), 'utf8').split('\n'))
    .filter(line => line.endsWith('}'))
    .map(line => JSON.parse(line) as Mark)
    .sort((one, other) => one.at - other.at)
}
