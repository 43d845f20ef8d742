/** Writes a time (ms since the epoch) as ISO 8601 in UTC. */
export function isoTime(at: number): string {
  return new Date(at).toISOString()
}
