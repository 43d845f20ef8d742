import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'

/**
 * Compares two values cheaply, for checks after every step of thousands of histories. The slow `expect` runs only to describe a difference.
 */
export function same(actual: unknown, wanted: unknown, what: string): void {
  if (!isDeepStrictEqual(actual, wanted)) expect(actual, what).toEqual(wanted)
}
