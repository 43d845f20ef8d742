import type { Message, Wish } from './message.ts'
import type { Model } from './model.ts'
import { update } from './update.ts'

/** Holds the model of a running dashboard. Listeners are called after each change. */
export interface Store {
  /** Returns the model to draw. */
  readonly model: () => Model
  readonly send: (message: Message) => void
  readonly subscribe: (listener: () => void) => () => void
  readonly close: () => void
}

/**
 * Messages of the czar that come within GATHER_MS lead to one picture. Pictures are at least GAP_MS apart, because each of them costs
 * several milliseconds.
 */
const GATHER_MS = 40
const GAP_MS = 180
/** The kinds of messages that wait for the next picture. All other messages, above all keys, are drawn at once. */
const UNHURRIED: ReadonlySet<Message['kind']> = new Set(['view', 'events', 'screen', 'tick'])

/** Makes a store. `perform` carries out the actions that an update asks for. Their results come back as messages. */
export function createStore(first: Model, perform: (wish: Wish) => void): Store {
  const listeners = new Set<() => void>()
  let timer: NodeJS.Timeout | undefined
  let latest = first
  let shown = first
  let shownAt = 0

  function show(): void {
    clearTimeout(timer)
    timer = undefined
    if (shown === latest) return
    shown = latest
    shownAt = performance.now()
    for (const listener of listeners) listener()
  }

  return {
    model: () => shown,
    send(message) {
      const [next, wishes] = update(latest, message)
      latest = next
      if (UNHURRIED.has(message.kind)) timer ??= setTimeout(show, Math.max(GATHER_MS, shownAt + GAP_MS - performance.now()))
      else show()
      for (const wish of wishes) perform(wish)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => clearTimeout(timer),
  }
}
