import type { LimitFunction } from 'p-limit'
import pLimit from 'p-limit'

/** A cache of the last results for one worktree. The same key returns the cached value. */
export interface Memory {
  /** Makes readers take turns, because two would share one private index. */
  readonly inTurn: LimitFunction
  recall<Value>(slot: string, key: string, workOut: () => Promise<Value>): Promise<Value>
  /** How often this worktree's object quarantine was used. */
  quarantineUses: number
}

export function createMemory(): Memory {
  const slots = new Map<string, { readonly key: string; readonly value: unknown }>()
  return {
    inTurn: pLimit(1),
    quarantineUses: 0,
    async recall<Value>(slot: string, key: string, workOut: () => Promise<Value>): Promise<Value> {
      const known = slots.get(slot)
      if (known?.key === key) return known.value as Value
      const value = await workOut()
      slots.set(slot, { key, value })
      return value
    },
  }
}
