import type { Command } from '../../core/events/command.ts'
import type { Journaled } from '../../core/events/event.ts'
import type { ScreenView } from '../../core/views/screen.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { CzarConnection, Model, Notice, Size } from './model.ts'

/** Everything that can happen to a dashboard. */
export type Message =
  | { readonly kind: 'key'; readonly key: Key }
  /** A text that was pasted. It is never read as key presses, because one of these could quit or restart an agent. */
  | { readonly kind: 'pasted'; readonly text: string }
  | { readonly kind: 'view'; readonly view: StatusView }
  | { readonly kind: 'events'; readonly events: readonly Journaled[] }
  | { readonly kind: 'screen'; readonly screen: ScreenView }
  | { readonly kind: 'connection'; readonly connection: CzarConnection }
  | { readonly kind: 'answer'; readonly notice: Notice }
  | { readonly kind: 'resized'; readonly size: Size }
  /** Time has passed, so the ages on the screen have changed. */
  | { readonly kind: 'tick'; readonly now: number }

/** One key press. For text (one character, or a paste) its `name` is empty. */
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

/** An action that the dashboard asks for. The result of the action comes back as a message. */
export type Wish =
  | { readonly kind: 'perform'; readonly command: Command }
  /** Gives the terminal to a worker's session until the person comes back. */
  | { readonly kind: 'attach'; readonly worker: string; readonly readOnly: boolean }
  | { readonly kind: 'diff'; readonly worker: string }
  /** Asks the czar for the screen of this worker's terminal. If the worker is null, no screen is wanted. */
  | { readonly kind: 'watch-screen'; readonly worker: string | null }
  /** Rings the terminal's bell. */
  | { readonly kind: 'ring' }
  | { readonly kind: 'quit' }
  /** Leaves this fleet for the list of projects. */
  | { readonly kind: 'back' }

/** The next model, and the actions to perform. */
export type Step = readonly [model: Model, wishes: readonly Wish[]]
