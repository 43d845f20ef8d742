import { counted } from '../text/counted.ts'
import { shellWord } from '../text/shell-word.ts'
import { timeText } from '../text/spent-text.ts'

/** What the watchdog records when it stops relaunching a czar that was killed or that crashed. */
export interface GaveUp {
  /** ms since the epoch. */
  readonly at: number
  /** Number of such kills and crashes within the hour. */
  readonly ends: number
  /** true: the relaunch failed; false: the watchdog did not try it. */
  readonly hasFailed: boolean
  /** The project file. */
  readonly file: string
}

export function gaveUpText({ ends, hasFailed }: GaveUp): string {
  return `${endsText(ends)} and ${hasFailed ? 'could not be launched again' : 'is not launched again'}`
}

/** The command that launches a czar again. */
export function launchLine({ file }: Pick<GaveUp, 'file'>): string {
  return `czar launch ${shellWord(file)}`
}

/** The same message for the next czar, which starts `forMs` after the watchdog gave up. */
export function abandonedText({ ends, hasFailed, forMs }: Pick<GaveUp, 'ends' | 'hasFailed'> & { readonly forMs: number }): string {
  return `${endsText(ends)} and ${hasFailed ? 'could not be' : 'was not'} launched again for ${timeText(forMs)}`
}

function endsText(ends: number): string {
  return `the czar was killed or crashed${ends === 1 ? '' : ` ${counted(ends, 'time')} within an hour`}`
}
