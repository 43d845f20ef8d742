/** Random numbers that can be repeated: the same seed gives the same numbers. */
export interface Random {
  /** Whether an event of this probability happens now. */
  readonly chance: (probability: number) => boolean
  /** A number from `least` up to, but not including, `most`. */
  readonly between: (least: number, most: number) => number
  /**
   * A random time around a median. Half of the times are shorter, and a few are much longer (log-normal: with spread 0.5, one in 20 is
   * above 2.3 medians).
   */
  readonly around: (median: number, spread: number) => number
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item
  /** Makes an independent source with this name. So numbers that are drawn for one worker never change the numbers of another worker. */
  readonly fork: (name: string) => Random
}

/** A seeded source of random numbers. */
export function createRandom(seed: string): Random {
  const next = sequence(hash(seed))
  const between = (least: number, most: number) => least + next() * (most - least)
  return {
    chance: probability => next() < probability,
    between,
    around: (median, spread) => median * Math.exp(spread * normal(next)),
    pick: items => items[Math.floor(next() * items.length)] ?? items[0],
    fork: name => createRandom(`${seed}/${name}`),
  }
}

/** Computes the FNV-1a hash. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}

/** Draws numbers by mulberry32, which has 32 bits of state and is good enough to choose behaviours. */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Draws a number from the normal distribution, by the Box-Muller method. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}
