import type { StatusPatch, StatusView } from './status.ts'

/** The state of the fleet after a change. Everything that the change does not name stays the same object. */
export function applyPatch(before: StatusView, { workers, ...rest }: StatusPatch): StatusView {
  // A change arrives as JSON, so none of its values is undefined.
  const view = { ...before, ...rest } as StatusView
  if (workers === undefined) return view
  const all = Object.entries({ ...before.workers, ...workers })
  return { ...view, workers: Object.fromEntries(all.filter(entry => entry[1] !== null)) as StatusView['workers'] }
}
