/** The data for one client of a stream, with the client's position. Nothing else is kept for a client. */
export interface StreamSource {
  /** Calls back when there may be something new; the returned function unsubscribes. */
  subscribe(wake: () => void): () => void
  /** Returns the next bytes and advances; null: nothing for now; over: there will be nothing more. */
  next(): Buffer | null | 'over'
  /** Called at each heartbeat, to find changes that cause no event. */
  lookAgain?(): void
}
