/**
 * One sign that two branches hold the same work. patch: commits with the same change; near: added text that is mostly the same;
 * path, symbol, route, test: both add this file, exported name, route or test.
 */
export interface DuplicateFact {
  readonly kind: 'patch' | 'near' | 'path' | 'symbol' | 'route' | 'test'
  /** In the later and in the earlier work. */
  readonly file: string
  readonly otherFile: string
  /** near: the function, if it is one; symbol, route, test: its name; otherwise null. */
  readonly name: string | null
  /** near: the part of the smaller text that the larger one has too, 0 to 1; otherwise 1. */
  readonly share: number
}
