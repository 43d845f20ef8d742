/** What is recorded about a czar that is blocked: it uses CPU time but reacts to nothing. Its watchdog first warns, and then ends it. */
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

/** Returns the message that a czar shows about this when it starts again. */
export function starvedText({ seconds }: Pick<Starved, 'seconds'>): string {
  return `the czar used ${seconds} s of processor time without a sign of life, so its watchdog ended it and launched the fleet again`
}
