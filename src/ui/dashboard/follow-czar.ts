import type { Journaled } from '../../core/events/event.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { Message } from './message.ts'
import type { CzarConnection } from './model.ts'
import { troubleOf } from './trouble.ts'
import type { DashboardSubscription, World } from './world.ts'

const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 2_000
/** How many earlier events are read when the dashboard opens. */
const EVENTS_BEFORE = 200
/** Events that come within this time become one message. */
const GATHER_MS = 30

export interface Following {
  close(): void
}

/**
 * Sends what the czar reports to the dashboard. If the czar is gone, it tries again until another czar runs. Long: the inner functions
 * share the same connection.
 */
export function followCzar(
  { czar, whyGone, sayHint }: Pick<World, 'czar' | 'whyGone' | 'sayHint'>,
  send: (message: Message) => void,
): Following {
  let isClosed = false
  let subscriptions: readonly DashboardSubscription[] = []
  let timer: NodeJS.Timeout | undefined
  let retryMs = FIRST_RETRY_MS
  let seq: number | null = null
  let isOver = false
  const events = gather<Journaled>(GATHER_MS, gathered => send({ kind: 'events', events: gathered }))

  function onView(view: StatusView): void {
    retryMs = FIRST_RETRY_MS
    isOver = view.czar.state === 'finished' || view.czar.state === 'stopped'
    seq ??= Math.max(0, view.seq - EVENTS_BEFORE)
    send({ kind: 'view', view: withHints(view, sayHint) })
  }

  function onEvent(event: Journaled): void {
    seq = event.seq
    events.add(event)
  }

  async function subscribe(): Promise<void> {
    const first = Promise.withResolvers<void>()
    const views = await czar.watch(
      view => {
        onView(view)
        first.resolve()
      },
      { rings: true },
    )
    subscriptions = [views]
    await Promise.race([first.promise, views.ended])
    const stream = await czar.stream(seq ?? 0, onEvent)
    subscriptions = [views, stream]
    send({ kind: 'connection', connection: { state: 'live' } })
    await Promise.race([views.ended, stream.ended])
  }

  function lost(reason: string): CzarConnection {
    const gone = whyGone()
    return gone === null ? { state: 'lost', reason } : { state: 'gone', ...gone }
  }

  async function run(): Promise<void> {
    let reason = 'it has closed the connection'
    try {
      await subscribe()
    } catch (error) {
      reason = troubleOf(error).text
    }
    for (const subscription of subscriptions) subscription.close()
    if (isClosed) return
    send({ kind: 'connection', connection: isOver ? { state: 'over' } : lost(reason) })
    timer = setTimeout(() => void run(), retryMs)
    retryMs = Math.min(LAST_RETRY_MS, retryMs * 2)
  }

  void run()
  return {
    close() {
      isClosed = true
      clearTimeout(timer)
      events.close()
      for (const subscription of subscriptions) subscription.close()
    },
  }
}

function withHints(view: StatusView, sayHint: World['sayHint']): StatusView {
  return { ...view, attention: view.attention.map(matter => ({ ...matter, hint: matter.hint === null ? null : sayHint(matter.hint) })) }
}

function gather<Item>(withinMs: number, give: (items: readonly Item[]) => void) {
  let items: Item[] = []
  let timer: NodeJS.Timeout | undefined
  function flush(): void {
    timer = undefined
    give(items.splice(0))
  }
  return {
    add(item: Item): void {
      items.push(item)
      timer ??= setTimeout(flush, withinMs)
    },
    close(): void {
      clearTimeout(timer)
      items = []
    },
  }
}
