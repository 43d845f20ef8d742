/**
 * The coming events of the simulated world, ordered by time in ms. Of two events at the same time, the one that was entered first happens
 * first.
 */
export interface Calendar {
  readonly enter: (at: number, happen: () => void) => void
  /** The time of the next event in ms. Null: nothing is planned. */
  readonly nextAt: () => number | null
  readonly takeNext: () => (() => void) | null
}

interface Entry {
  readonly at: number
  readonly order: number
  readonly happen: () => void
}

/** Makes a calendar. It is a binary heap, because a run adds and removes tens of thousands of entries. */
export function createCalendar(): Calendar {
  const heap: Entry[] = []
  let order = 0

  function enter(at: number, happen: () => void): void {
    heap.push({ at: Math.round(at), order: order++, happen })
    rise(heap, heap.length - 1)
  }

  function takeNext(): (() => void) | null {
    const [first] = heap
    const last = heap.pop()
    if (first === undefined || last === undefined) return null
    if (heap.length > 0) {
      heap[0] = last
      sink(heap)
    }
    return first.happen
  }

  return { enter, nextAt: () => heap[0]?.at ?? null, takeNext }
}

function rise(heap: Entry[], from: number): void {
  for (let at = from; at > 0; ) {
    const parent = (at - 1) >> 1
    if (!swapIfBefore(heap, at, parent)) return
    at = parent
  }
}

function sink(heap: Entry[]): void {
  for (let at = 0; ; ) {
    const left = 2 * at + 1
    const right = left + 1
    const child = right < heap.length && isBefore(heap[right], heap[left]) ? right : left
    if (child >= heap.length || !swapIfBefore(heap, child, at)) return
    at = child
  }
}

function swapIfBefore(heap: Entry[], lower: number, upper: number): boolean {
  const below = heap[lower]
  const above = heap[upper]
  if (below === undefined || above === undefined || !isBefore(below, above)) return false
  heap[lower] = above
  heap[upper] = below
  return true
}

function isBefore(one: Entry | undefined, other: Entry | undefined): boolean {
  if (one === undefined || other === undefined) return one !== undefined
  return one.at < other.at || (one.at === other.at && one.order < other.order)
}
