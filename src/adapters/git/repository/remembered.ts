import type { LimitFunction } from 'p-limit'
import pLimit from 'p-limit'

/** What czar remembers of its last readings of one worktree. If the key of a reading is the same, it returns the remembered value. */
export interface Memory {
  /** Lets readers of the worktree take turns, because they share one private index. */
  readonly inTurn: LimitFunction
  recall<Value>(slot: string, key: string, workOut: () => Promise<Value>): Promise<Value>
  /** How often the worktree's separate folder of objects has been used since it was last emptied. */
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
