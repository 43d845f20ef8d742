import type { Key } from '../dashboard/message.ts'
import type { Size } from '../dashboard/model.ts'
import { type OverviewEnd, type OverviewModel, pressOverviewKey } from './overview-model.ts'

/** Holds the model of the list of projects. Listeners are called after each change. */
export interface OverviewStore {
  readonly model: () => OverviewModel
  readonly subscribe: (listener: () => void) => () => void
  readonly press: (key: Key) => void
  readonly resize: (size: Size) => void
  readonly show: (news: Pick<OverviewModel, 'rows' | 'hosts'>) => void
  /** Lets the number of open items flash until this time, in ms since the epoch. */
  readonly flashUntil: (time: number) => void
  readonly close: () => void
}

/** The list is drawn at most this often for news of the projects, because each drawing costs some milliseconds. */
const GAP_MS = 200

/** Makes a store. `leave` is called when a key ends the list of projects. Long: the inner functions share the model. */
export function createOverviewStore(first: OverviewModel, leave: (end: OverviewEnd) => void): OverviewStore {
  const listeners = new Set<() => void>()
  let model = first
  let news: Pick<OverviewModel, 'rows' | 'hosts'> | null = null
  let timer: NodeJS.Timeout | undefined
  let flashing: NodeJS.Timeout | undefined

  function become(next: OverviewModel): void {
    model = next
    for (const listener of listeners) listener()
  }

  function takeNews(): void {
    if (news !== null) become({ ...model, ...news })
    news = null
  }

  return {
    model: () => model,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    press(key) {
      // Keys that were typed fast come as one text, and each of them may change the meaning of the next.
      for (const text of key.name === '' ? key.text : ['']) {
        const [next, end] = pressOverviewKey(model, { ...key, text })
        become(next)
        if (end !== null) return leave(end)
      }
    },
    resize: size => become({ ...model, size }),
    show(latest) {
      news = latest
      if (timer !== undefined) return
      takeNews()
      timer = setTimeout(() => {
        timer = undefined
        takeNews()
      }, GAP_MS)
    },
    flashUntil(time) {
      const leftMs = time - Date.now()
      if (leftMs <= 0) return
      clearTimeout(flashing)
      become({ ...model, isFlashing: true })
      flashing = setTimeout(() => become({ ...model, isFlashing: false }), leftMs)
    },
    close() {
      clearTimeout(timer)
      clearTimeout(flashing)
    },
  }
}
