import { CLASSES } from './all.ts'
import type { Behaviour } from './behaviour.ts'

export interface Named {
  readonly kind: string
  readonly name: string
  readonly behaviour: Behaviour
}

/** Loads all behaviours, or those whose name or class is given. */
export function loadBehaviours(wanted: readonly string[]): readonly Named[] {
  const all = Object.entries(CLASSES).flatMap(([kind, some]) =>
    Object.entries(some).map(([name, behaviour]): Named => ({ kind, name, behaviour })),
  )
  const unknown = wanted.filter(word => !all.some(({ kind, name }) => word === kind || word === name))
  if (unknown.length > 0) throw new Error(`no behaviour ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}`)
  return all.filter(({ kind, name }) => wanted.length === 0 || wanted.includes(kind) || wanted.includes(name))
}
