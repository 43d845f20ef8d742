/** The watchdog's record of a blocked czar, which uses CPU time but reacts to nothing. The watchdog first warns, and then ends czar. */
export interface Starved {
  /** When it was recorded, in ms since the epoch. */
  readonly at: number
  /** How many seconds of CPU time czar has used since it last gave a sign of life. */
  readonly seconds: number
  readonly isEnded: boolean
}

export function starvesText({ seconds }: Pick<Starved, 'seconds'>): string {
  return `the czar has used ${seconds} s of processor time without a sign of life; its watchdog ends it soon and launches the fleet again`
}

/** Returns the message that the next czar shows after the watchdog ended the blocked one. */
export function starvedText({ seconds }: Pick<Starved, 'seconds'>): string {
  return `the czar used ${seconds} s of processor time without a sign of life, so its watchdog ended it and launched the fleet again`
}
