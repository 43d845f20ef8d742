import { counted } from './counted.ts'

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
  const often = ends === 1 ? '' : ` ${counted(ends, 'time')} within an hour`
  return `the czar was killed or crashed${often} and ${hasFailed ? 'could not be launched again' : 'is not launched again'}`
}
