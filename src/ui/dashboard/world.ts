import type { Command, CommandAnswer } from '../../core/events/command.ts'
import type { Journaled } from '../../core/events/event.ts'
import type { ScreenView } from '../../core/views/screen.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { Gone, Notice } from './model.ts'

/** What the dashboard uses outside itself: the czar's API, and programs that take the terminal. */
export interface World {
  readonly project: string
  now(): number
  /** Adds the project to a hint that would mean another project in the person's shell. */
  sayHint(hint: string): string
  /** The czar. Each call throws if the czar cannot be reached. */
  readonly czar: CzarFeed
  /** Why no czar comes back by itself; null: a czar may come back, or nobody knows. */
  whyGone(): Gone | null
  /** Gives the terminal to tmux until the person comes back; throws on failure. The returned notice is shown. */
  attach(worker: string, options: { readonly readOnly: boolean }): Promise<Notice | null>
  /** Shows a worker's changes in the person's pager. */
  diff(worker: string): Promise<Notice | null>
}

export interface CzarFeed {
  watch(listener: (view: StatusView) => void, options: { readonly rings: boolean }): Promise<DashboardSubscription>
  stream(after: number, listener: (event: Journaled) => void): Promise<DashboardSubscription>
  watchScreen(worker: string, listener: (screen: ScreenView) => void): Promise<DashboardSubscription>
  perform(command: Command): Promise<CommandAnswer>
}

export interface DashboardSubscription {
  close(): void
  readonly ended: Promise<unknown>
}
