/** A czar that uses the processor and does not come round: its watchdog says so, and then ends it. */
export interface Starved {
  /** ms since the epoch. */
  readonly at: number
  /** Of processor time since its last sign of life. */
  readonly seconds: number
  readonly isEnded: boolean
}

export function starvesText({ seconds }: Pick<Starved, 'seconds'>): string {
  return `the czar has used ${seconds} s of processor time without a sign of life; its watchdog ends it soon and launches the fleet again`
}

/** The same when another czar is there. */
export function starvedText({ seconds }: Pick<Starved, 'seconds'>): string {
  return `the czar used ${seconds} s of processor time without a sign of life, so its watchdog ended it and launched the fleet again`
}
