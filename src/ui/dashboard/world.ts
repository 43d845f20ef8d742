import type { Command, CommandAnswer } from '../../core/events/command.ts'
import type { Journaled } from '../../core/events/event.ts'
import type { ScreenView } from '../../core/views/screen.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { Gone, Notice } from './model.ts'

/** Everything outside itself that the dashboard uses: the czar's API, and programs that take over the terminal. */
export interface World {
  readonly project: string
  /** Whether Esc leads back to the list of projects. */
  readonly isFromProjects?: boolean
  now(): number
  /** Adds the project's name to a suggested command, if without it the command would act on another project in the person's shell. */
  sayHint(hint: string): string
  /** The czar that runs the fleet. Each call throws if the czar cannot be reached. */
  readonly czar: CzarFeed
  /** Says why no czar will be relaunched. Returns null if one may still be relaunched, or if this is not known. */
  whyGone(): Gone | null
  /** Gives the terminal to tmux until the person comes back. Throws if this fails. The dashboard shows the returned notice. */
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
