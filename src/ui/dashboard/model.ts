import type { Journaled } from '../../core/events/event.ts'
import type { ScreenView } from '../../core/views/screen.ts'
import type { StatusView, WorkerView } from '../../core/views/status.ts'

/** Everything that determines the picture. */
export interface Model {
  readonly project: string
  /** Whether the dashboard was opened from the list of projects, so that Esc leads back to it. */
  readonly isFromProjects: boolean
  readonly size: Size
  /** The present time, in ms since the epoch. The ages on the screen are counted from it. */
  readonly now: number
  readonly connection: CzarConnection
  /** The state of the fleet. It is null before the czar's first message. */
  readonly view: StatusView | null
  /** The latest events, the newest last. There are at most EVENTS_KEPT. */
  readonly events: readonly Journaled[]
  /** The terminal of the worker whose detail view is open. It is null until that terminal has been received. */
  readonly screen: ScreenView | null
  readonly selected: string | null
  readonly panel: Panel
  readonly order: Order
  readonly filter: string
  readonly mode: Mode
  /** The answer to the last command. It is shown until the next key press. */
  readonly notice: Notice | null
  /** The time when the dashboard was opened. The dashboard does not ring for alerts before this time. */
  readonly openedAt: number
  /** The time of the last alert, in ms since the epoch. It is null if there was no alert. */
  readonly alertedAt: number | null
}

export interface Size {
  readonly columns: number
  readonly rows: number
}

/**
 * Whether the czar answers. lost: the czar does not answer, and the dashboard asks again. gone: the czar does not answer, and no watchdog
 * relaunches it. over: the czar has ended by itself.
 */
export type CzarConnection =
  | { readonly state: 'connecting' | 'live' | 'over' }
  | { readonly state: 'lost'; readonly reason: string }
  | ({ readonly state: 'gone' } & Gone)

/** Why no czar will be relaunched, and the words of the command that starts one. */
export interface Gone {
  readonly reason: string
  readonly next: readonly string[]
}

export const PANELS = ['attention', 'queue', 'events', 'messages'] as const
export type Panel = (typeof PANELS)[number]
/** How the workers are ordered. The order `groups` is by urgency, with a heading above each health. */
export const ORDERS = ['urgency', 'groups', 'project'] as const
export type Order = (typeof ORDERS)[number]

/** What the person is doing, which decides what the keys mean. */
export type Mode =
  | { readonly kind: 'list' }
  | { readonly kind: 'detail' }
  | { readonly kind: 'help' }
  | { readonly kind: 'filter' }
  /** The person is typing a text to a worker. */
  | { readonly kind: 'write'; readonly verb: 'tell' | 'answer'; readonly worker: string; readonly text: string }
  /** The dashboard waits for the key that confirms a command. */
  | { readonly kind: 'confirm'; readonly verb: 'restart'; readonly worker: string }
  /** The dashboard waits for the key that loads the project file again. */
  | { readonly kind: 'confirm-reload' }
  /** The person is choosing a bonus task for a worker. */
  | { readonly kind: 'assign'; readonly worker: string; readonly tasks: readonly string[]; readonly at: number }

export interface Notice {
  readonly text: string
  readonly isTrouble: boolean
}

export const EVENTS_KEPT = 500

export function emptyModel(project: string, size: Size, now: number): Model {
  return {
    project,
    isFromProjects: false,
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

/** The selected worker, which keys act on, and its state. It is null if there is no worker to select. */
export function selectedWorker({ view, selected }: Model): readonly [string, WorkerView] | null {
  const found = selected === null ? undefined : view?.workers[selected]
  return selected === null || found === undefined ? null : [selected, found]
}
