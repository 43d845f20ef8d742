import type { ForecastEvent, ForeseenFile, ForeseenPair } from '../events/forecast-event.ts'
import type { Foreseen } from '../ports/forecast-port.ts'
import type { ForecastState } from '../state/types/forecast-state.ts'
import type { ForecastAnswer, ForecastQuestion } from './forecast-heads.ts'
import { pairKey } from './pair-key.ts'

/**
 * Returns what changed between the known forecast and the new answers, or null if nothing did. If lines only moved within the same files
 * and symbols, that is not a change.
 */
export function forecastNews(known: readonly ForecastState[], answers: readonly ForecastAnswer[]): ForecastEvent | null {
  const before = new Map(known.map(entry => [pairKey(entry), entry]))
  const now = new Map(answers.flatMap(([question, answer]) => asPair(question, answer)).map(pair => [pairKey(pair), pair]))
  const pairs = [...now.values()].filter(pair => {
    const entry = before.get(pairKey(pair))
    return entry === undefined || printOf(entry) !== printOf(pair)
  })
  const clear = known.filter(entry => !now.has(pairKey(entry))).map(({ one, other }) => ({ one, other }))
  return pairs.length === 0 && clear.length === 0 ? null : { kind: 'forecast.changed', pairs, clear }
}

function asPair({ one, other }: ForecastQuestion, answer: Foreseen): readonly ForeseenPair[] {
  if (answer.kind === 'clean') return []
  const files = answer.kind === 'conflict' ? answer.files : []
  if (other === null || one < other) return [{ one, other, kind: answer.kind, files }]
  return [{ one: other, other: one, kind: answer.kind, files: files.map(turned) }]
}

function turned(file: ForeseenFile): ForeseenFile {
  return { ...file, hunks: file.hunks.map(hunk => ({ ...hunk, ours: hunk.theirs, theirs: hunk.ours })) }
}

function printOf({ kind, files }: ForeseenPair): string {
  return [kind, ...files.map(({ path, hunks }) => [path, ...hunks.map(({ symbol }) => symbol)].join('\0'))].join('\n')
}
