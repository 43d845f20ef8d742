/** The data for one client of a stream, with its position; nothing else is kept per client. */
export interface StreamSource {
  /** Calls back when there may be something new; the returned function unsubscribes. */
  subscribe(wake: () => void): () => void
  /** Returns the next bytes and moves on; null: nothing for now; over: nothing ever again. */
  next(): Buffer | null | 'over'
  /** Called at each heartbeat, to find changes that cause no event. */
  lookAgain?(): void
}
