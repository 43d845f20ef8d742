/** What is recorded of a czar that burns CPU while its event loop is blocked. Its watchdog warns, then ends it. */
export interface Starved {
  /** ms since the epoch. */
  readonly at: number
  /** CPU time that the czar used since its last heartbeat. */
  readonly seconds: number
  readonly isEnded: boolean
}

export function starvesText({ seconds }: Pick<Starved, 'seconds'>): string {
  return `the czar has used ${seconds} s of processor time without a sign of life; its watchdog ends it soon and launches the fleet again`
}

/** The same message, as the next czar shows it. */
export function starvedText({ seconds }: Pick<Starved, 'seconds'>): string {
  return `the czar used ${seconds} s of processor time without a sign of life, so its watchdog ended it and launched the fleet again`
}
