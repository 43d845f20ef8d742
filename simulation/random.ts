import { normalNumber, seededNumbers } from '../src/core/text/seeded-numbers.ts'

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
  /**
   * Makes an independent source with this name. Draws from one source never change the draws of another, for example those of two workers.
   */
  readonly fork: (name: string) => Random
}

/** A seeded source of random numbers. */
export function createRandom(seed: string): Random {
  const next = seededNumbers(seed)
  const between = (least: number, most: number) => least + next() * (most - least)
  return {
    chance: probability => next() < probability,
    between,
    around: (median, spread) => median * Math.exp(spread * normalNumber(next)),
    pick: items => items[Math.floor(next() * items.length)] ?? items[0],
    fork: name => createRandom(`${seed}/${name}`),
  }
}
