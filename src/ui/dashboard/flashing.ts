import type { Model } from './model.ts'

const FLASHES_MS = 10_000

/** Whether the number of open items flashes now. It flashes for ten seconds after an alert. */
export function isFlashing({ alertedAt }: Pick<Model, 'alertedAt'>, now: number): boolean {
  return alertedAt !== null && now < alertedAt + FLASHES_MS
}
