import { isDeepStrictEqual } from 'node:util'
import { own } from '../core/model/own.ts'
import type { StatusPatch, StatusView } from '../core/views/status.ts'

/**
 * The keys that differ between two states of the fleet, each with its whole new value. For the key `workers` only the changed workers are
 * given. Returns null if nothing has changed.
 */
export function diffStatus(before: StatusView, after: StatusView): StatusPatch | null {
  const { workers: workersBefore, ...restBefore } = before
  const { workers: workersAfter, ...restAfter } = after
  const rest: StatusPatch = changed<unknown>(restBefore, restAfter)
  const workers = { ...changed(workersBefore, workersAfter), ...gone(workersBefore, workersAfter) }
  if (Object.keys(workers).length > 0) return { ...rest, workers }
  return Object.keys(rest).length > 0 ? rest : null
}

type Keyed<Value> = Readonly<Record<string, Value>>

function changed<Value>(before: Keyed<Value>, after: Keyed<Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(after).filter(([key, value]) => !isDeepStrictEqual(own(before, key), value)))
}

function gone(before: object, after: object): Record<string, null> {
  const keys = Object.keys(before).filter(key => !Object.hasOwn(after, key))
  return Object.fromEntries(keys.map(key => [key, null]))
}
