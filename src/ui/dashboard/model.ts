import type { Journaled } from '../../core/events/event.ts'
import type { ScreenView } from '../../core/views/screen.ts'
import type { StatusView, WorkerView } from '../../core/views/status.ts'

/** Everything that a picture is drawn from. */
export interface Model {
  readonly project: string
  readonly size: Size
  /** ms since the epoch, from which ages are counted. */
  readonly now: number
  readonly connection: CzarConnection
  /** null before the czar's first message. */
  readonly view: StatusView | null
  /** Newest last, at most EVENTS_KEPT. */
  readonly events: readonly Journaled[]
  /** The terminal of the worker whose detail is open; null before its first message. */
  readonly screen: ScreenView | null
  readonly selected: string | null
  readonly panel: Panel
  readonly order: Order
  readonly filter: string
  readonly mode: Mode
  /** The answer to the last command, shown until the next key. */
  readonly notice: Notice | null
  /** When the dashboard was opened. It does not ring for earlier alerts. */
  readonly openedAt: number
  /** Time of the last alert, ms since the epoch; null: none yet. */
  readonly alertedAt: number | null
}

export interface Size {
  readonly columns: number
  readonly rows: number
}

/**
 * lost: the czar does not answer, and the dashboard asks again. gone: like lost, but no czar comes back by itself. over:
 * the czar has ended by itself.
 */
export type CzarConnection =
  | { readonly state: 'connecting' | 'live' | 'over' }
  | { readonly state: 'lost'; readonly reason: string }
  | ({ readonly state: 'gone' } & Gone)

/** Why no czar comes back by itself, and the words of the command that starts one. */
export interface Gone {
  readonly reason: string
  readonly next: readonly string[]
}

export const PANELS = ['attention', 'queue', 'events', 'messages'] as const
export type Panel = (typeof PANELS)[number]
/** groups: by urgency, with a heading above each health. */
export const ORDERS = ['urgency', 'groups', 'project'] as const
export type Order = (typeof ORDERS)[number]

/** What keys mean now. */
export type Mode =
  | { readonly kind: 'list' }
  | { readonly kind: 'detail' }
  | { readonly kind: 'help' }
  | { readonly kind: 'filter' }
  /** A text to a worker is being typed. */
  | { readonly kind: 'write'; readonly verb: 'tell' | 'answer'; readonly worker: string; readonly text: string }
  /** The dashboard waits for the key that confirms. */
  | { readonly kind: 'confirm'; readonly verb: 'restart'; readonly worker: string }
  /** A bonus task is being chosen for a worker. */
  | { readonly kind: 'assign'; readonly worker: string; readonly tasks: readonly string[]; readonly at: number }

export interface Notice {
  readonly text: string
  readonly isTrouble: boolean
}

export const EVENTS_KEPT = 500

export function emptyModel(project: string, size: Size, now: number): Model {
  return {
    project,
    size,
    now,
    connection: { state: 'connecting' },
    view: null,
    events: [],
    screen: null,
    selected: null,
    panel: 'attention',
    order: 'urgency',
    filter: '',
    mode: { kind: 'list' },
    notice: null,
    openedAt: now,
    alertedAt: null,
  }
}

/** The worker that keys act on, and its view; null: none. */
export function selectedWorker({ view, selected }: Model): readonly [string, WorkerView] | null {
  const found = selected === null ? undefined : view?.workers[selected]
  return selected === null || found === undefined ? null : [selected, found]
}
