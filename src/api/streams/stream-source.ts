/** What one client of a stream is sent. It knows the client's place and nothing else is kept for a client. */
export interface StreamSource {
  /** Calls back when there may be something new; the answer takes the listener away again. */
  subscribe(wake: () => void): () => void
  /** What comes next, and the client's place moves behind it; null: nothing for now; over: nor ever again. */
  next(): Buffer | null | 'over'
  /** Called at each heartbeat: what changes without a sign is looked at anew. */
  lookAgain?(): void
}
