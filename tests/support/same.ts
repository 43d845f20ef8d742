import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'

/** For what is asked after every step of thousands of histories: `expect` is dear, so it only tells what differs. */
export function same(actual: unknown, wanted: unknown, what: string): void {
  if (!isDeepStrictEqual(actual, wanted)) expect(actual, what).toEqual(wanted)
}
