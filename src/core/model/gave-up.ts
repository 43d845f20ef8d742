import { counted } from '../text/counted.ts'
import { shellWord } from '../text/shell-word.ts'
import { timeText } from '../text/spent-text.ts'

/** The watchdog's record of giving up: it restarts czar no more, because czar was killed or crashed again and again. */
export interface GaveUp {
  /** When it stopped, in ms since the epoch. */
  readonly at: number
  /** How many times czar was killed or crashed within the hour. */
  readonly ends: number
  /** True if the watchdog tried to restart czar and failed. False if it did not try. */
  readonly hasFailed: boolean
  /** The project file. */
  readonly file: string
}

export function gaveUpText({ ends, hasFailed }: GaveUp): string {
  return `${endsText(ends)} and ${hasFailed ? 'could not be launched again' : 'is not launched again'}`
}

/** Returns the command with which a person starts czar again. */
export function launchLine({ file }: Pick<GaveUp, 'file'>): string {
  return `czar launch ${shellWord(file)}`
}

/** Returns the message that the next czar shows after the watchdog gave up. `forMs` is the time without a czar. */
export function abandonedText({ ends, hasFailed, forMs }: Pick<GaveUp, 'ends' | 'hasFailed'> & { readonly forMs: number }): string {
  return `${endsText(ends)} and ${hasFailed ? 'could not be' : 'was not'} launched again for ${timeText(forMs)}`
}

function endsText(ends: number): string {
  return `the czar was killed or crashed${ends === 1 ? '' : ` ${counted(ends, 'time')} within an hour`}`
}
