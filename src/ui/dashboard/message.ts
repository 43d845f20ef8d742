import type { Command } from '../../core/events/command.ts'
import type { Journaled } from '../../core/events/event.ts'
import type { ScreenView } from '../../core/views/screen.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { Connection, Model, Notice, Size } from './model.ts'

/** What can happen to a dashboard. */
export type Message =
  | { readonly kind: 'key'; readonly key: Key }
  /** A paste is a text and never keys: it could quit, or restart somebody. */
  | { readonly kind: 'pasted'; readonly text: string }
  | { readonly kind: 'view'; readonly view: StatusView }
  | { readonly kind: 'events'; readonly events: readonly Journaled[] }
  | { readonly kind: 'screen'; readonly screen: ScreenView }
  | { readonly kind: 'connection'; readonly connection: Connection }
  | { readonly kind: 'answer'; readonly notice: Notice }
  | { readonly kind: 'resized'; readonly size: Size }
  /** Time has gone on: ages are drawn anew. */
  | { readonly kind: 'tick'; readonly now: number }

/** One key press; `name` is empty when it is a text (one character, or what was pasted). */
export interface Key {
  readonly name: KeyName | ''
  readonly text: string
}

export type KeyName =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'page-up'
  | 'page-down'
  | 'home'
  | 'end'
  | 'enter'
  | 'escape'
  | 'tab'
  | 'back-tab'
  | 'backspace'
  | 'ctrl-c'
  | 'ctrl-d'
  | 'ctrl-u'

/** What a dashboard wants done in the world; what comes of it arrives as a message. */
export type Wish =
  | { readonly kind: 'perform'; readonly command: Command }
  /** The terminal is handed over until the person comes back. */
  | { readonly kind: 'attach'; readonly worker: string; readonly readOnly: boolean }
  | { readonly kind: 'diff'; readonly worker: string }
  /** Whose terminal is to be sent; null: nobody's. */
  | { readonly kind: 'watch-screen'; readonly worker: string | null }
  /** The bell of the terminal. */
  | { readonly kind: 'ring' }
  | { readonly kind: 'quit' }

/** The next model, and what is to be done. */
export type Step = readonly [model: Model, wishes: readonly Wish[]]
