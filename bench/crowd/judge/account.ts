import { existsSync, globSync, readFileSync } from 'node:fs'
import type { LogLine } from '../../stage/log.ts'

/** What one program wrote of itself, of all its incarnations, in the order of time. */
export function readAccount(directory: string): readonly LogLine[] {
  if (!existsSync(directory)) return []
  return globSync('*.jsonl', { cwd: directory })
    .flatMap(file => readFileSync(`${directory}/${file}`, 'utf8').split('\n'))
    .flatMap(line => {
      try {
        return line === '' ? [] : [JSON.parse(line) as LogLine]
      } catch {
        // It was killed while it wrote.
        return []
      }
    })
    .sort((one, other) => one.at - other.at)
}

export interface Rest {
  readonly at: number
  readonly words: readonly string[]
  /** When something else was shown; null: it still rests. */
  readonly until: number | null
}

/** The times in which its screen stood still and asked something that nobody knows. */
export function restsOf(account: readonly LogLine[]): readonly Rest[] {
  const marks = account.filter(line => line.kind === 'shows')
  return marks.flatMap((mark, index) =>
    mark.rests === undefined ? [] : [{ at: mark.at, words: mark.rests, until: marks[index + 1]?.at ?? null }],
  )
}
