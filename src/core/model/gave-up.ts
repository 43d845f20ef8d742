import { counted } from '../text/counted.ts'
import { shellWord } from '../text/shell-word.ts'
import { timeText } from '../text/spent-text.ts'

/** What the last watchdog leaves when it launches a czar that was killed or crashed no more. */
export interface GaveUp {
  /** ms since the epoch. */
  readonly at: number
  /** How often a czar ended like that within the hour. */
  readonly ends: number
  /** It was tried, and no launch came through. */
  readonly hasFailed: boolean
  /** The project file. */
  readonly file: string
}

export function gaveUpText({ ends, hasFailed }: GaveUp): string {
  return `${endsText(ends)} and ${hasFailed ? 'could not be launched again' : 'is not launched again'}`
}

/** What brings one back. */
export function launchLine({ file }: Pick<GaveUp, 'file'>): string {
  return `czar launch ${shellWord(file)}`
}

/** The same when a czar is there again, `forMs` after its watchdog had given up. */
export function abandonedText({ ends, hasFailed, forMs }: Pick<GaveUp, 'ends' | 'hasFailed'> & { readonly forMs: number }): string {
  return `${endsText(ends)} and ${hasFailed ? 'could not be' : 'was not'} launched again for ${timeText(forMs)}`
}

function endsText(ends: number): string {
  return `the czar was killed or crashed${ends === 1 ? '' : ` ${counted(ends, 'time')} within an hour`}`
}
