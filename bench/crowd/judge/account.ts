import { existsSync, globSync, readFileSync } from 'node:fs'
import type { LogLine } from '../../terminal/log.ts'

/** Reads the log of one program, ordered by time. All agents of its worker wrote to it. */
export function readAccount(directory: string): readonly LogLine[] {
  if (!existsSync(directory)) return []
  return globSync('*.jsonl', { cwd: directory })
    .flatMap(file => readFileSync(`${directory}/${file}`, 'utf8').split('\n'))
    .flatMap(line => {
      try {
        return line === '' ? [] : [JSON.parse(line) as LogLine]
      } catch {
        // The program was killed while it wrote this line.
        return []
      }
    })
    .sort((one, other) => one.at - other.at)
}

export interface Rest {
  readonly at: number
  readonly words: readonly string[]
  /** When the screen showed something else. Null: the screen still shows the same. */
  readonly until: number | null
}

/** The spans of time in which the screen does not change and shows a question that no profile knows. */
export function restsOf(account: readonly LogLine[]): readonly Rest[] {
  const marks = account.filter(line => line.kind === 'shows')
  return marks.flatMap((mark, index) =>
    mark.rests === undefined ? [] : [{ at: mark.at, words: mark.rests, until: marks[index + 1]?.at ?? null }],
  )
}
