import type { Hunk } from '../../../core/events/forecast-event.ts'

const MOST_HUNKS = 5
const MOST_LINES = 12
const LONGEST_LINE = 200
const LONGEST_SYMBOL = 80

/** Finds the pieces of text between git's conflict markers in a merged file. */
export function conflictHunks(text: string): readonly Hunk[] {
  const hunks: Hunk[] = []
  let symbol: string | null = null
  let at: 'outside' | 'ours' | 'base' | 'theirs' = 'outside'
  let open: { line: number; symbol: string | null; ours: string[]; theirs: string[] } | null = null
  for (const [index, line] of text.split('\n').entries()) {
    if (open === null) {
      if (/^<{7,}( |\r?$)/.test(line)) {
        open = { line: index + 1, symbol, ours: [], theirs: [] }
        at = 'ours'
      } else if (/^[\p{L}_$]/u.test(line)) symbol = line.trimEnd().slice(0, LONGEST_SYMBOL)
    } else if (at === 'ours' && /^\|{7,}( |\r?$)/.test(line)) at = 'base'
    else if (at !== 'theirs' && /^={7,}\r?$/.test(line)) at = 'theirs'
    else if (at === 'theirs' && /^>{7,}( |\r?$)/.test(line)) {
      hunks.push(open)
      open = null
      if (hunks.length === MOST_HUNKS) break
    } else if (at === 'ours') put(open.ours, line)
    else if (at === 'theirs') put(open.theirs, line)
  }
  return hunks
}

function put(side: string[], line: string): void {
  if (side.length < MOST_LINES) side.push(line.replace(/\r$/, '').slice(0, LONGEST_LINE))
}
