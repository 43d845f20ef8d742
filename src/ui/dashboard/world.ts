import type { Command, CommandAnswer } from '../../core/events/command.ts'
import type { Journaled } from '../../core/events/event.ts'
import type { ScreenView } from '../../core/views/screen.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { Gone, Notice } from './model.ts'

/** What a dashboard needs of the world around it: the czar's door, and programs that take the terminal. */
export interface World {
  readonly project: string
  now(): number
  /** Makes a hint one that means this project in the shell of the person. */
  sayHint(hint: string): string
  /** The czar as it is now; each call throws when it can not be reached. */
  readonly czar: CzarFeed
  /** null: one may come back by itself, or nobody knows. */
  whyGone(): Gone | null
  /** Hands the terminal to tmux until the person comes back; throws what went wrong. What it answers is shown. */
  attach(worker: string, options: { readonly readOnly: boolean }): Promise<Notice | null>
  /** Shows a worker's changes in the person's pager. */
  diff(worker: string): Promise<Notice | null>
}

export interface CzarFeed {
  watch(listener: (view: StatusView) => void, options: { readonly rings: boolean }): Promise<Subscription>
  stream(after: number, listener: (event: Journaled) => void): Promise<Subscription>
  watchScreen(worker: string, listener: (screen: ScreenView) => void): Promise<Subscription>
  perform(command: Command): Promise<CommandAnswer>
}

export interface Subscription {
  close(): void
  readonly ended: Promise<unknown>
}
