/** The data for one client of a stream. It knows which data the client has already got, and nothing else is stored for a client. */
export interface StreamSource {
  /** Calls `wake` when there may be something new. The returned function unsubscribes. */
  subscribe(wake: () => void): () => void
  /**
   * Returns the next bytes for the client and moves on. Returns null if there is nothing new now, and 'over' if there will be nothing more.
   */
  next(): Buffer | null | 'over'
  /** Called at each heartbeat, so that changes are found that cause no event. */
  lookAgain?(): void
}
