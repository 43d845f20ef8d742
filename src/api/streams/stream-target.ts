export interface StreamPace {
  /** A comment line this often shows both sides that the other is there. */
  readonly beatMs: number
  /** A client that has not taken what was sent within this is dropped. */
  readonly slowAfterMs: number
  /** Least time between two patches of the view for one client. */
  readonly gapMs: number
}

/** One client of a stream. */
export interface StreamTarget {
  /** Settles when the client has taken the text. */
  write(text: string): Promise<unknown>
  /** Ends the connection at once, whatever is still to be sent. */
  drop(): void
  readonly ended: AbortSignal
}

/** All that a stream needs to know of its client. */
export interface Streaming {
  readonly target: StreamTarget
  readonly pace: StreamPace
}

/** A comment: clients skip it. */
export const BEAT = ': beat\n\n'

/** Has the client taken the text in time? One that hangs or is gone has not. */
export async function isTakenInTime({ target, pace }: Streaming, text: string): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>(resolve => {
    timer = setTimeout(() => resolve(false), pace.slowAfterMs)
  })
  const taken = target.write(text).then(
    () => true,
    () => false,
  )
  const isTaken = await Promise.race([taken, late])
  clearTimeout(timer)
  return isTaken
}
