/**
 * Returns numbers from 0 up to, but not including, 1 that look random. The same seed always gives the same numbers. They are good enough to
 * choose and to try out, but not for secrets.
 */
export function seededNumbers(seed: string): () => number {
  let state = hashOf(seed)
  // The generator is mulberry32, which has 32 bits of state.
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Computes the FNV-1a hash. */
function hashOf(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}

/** Draws a number from the normal distribution, by the Box-Muller method. */
export function normalNumber(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}
