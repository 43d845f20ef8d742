import type { Asker } from '../core/events/asker.ts'
import type { Command, CommandAnswer } from '../core/events/command.ts'
import type { Journaled } from '../core/events/event.ts'
import type { ResultsView } from '../core/views/results.ts'
import type { ScreenView } from '../core/views/screen.ts'
import type { StatusView } from '../core/views/status.ts'

/** Everything that the API may ask of a running czar. The supervisor implements it, and the routes offer it over HTTP. */
export interface CzarDoor {
  view(): StatusView
  /** Carries out a command. `by` is the caller. It is null if the caller could not be identified. */
  perform(command: Command, by: Asker | null): Promise<CommandAnswer>
  /** Returns at most `limit` events with a greater number than `seq`, oldest first. */
  eventsAfter(seq: number, limit: number): readonly Journaled[]
  /** Returns the results that the workers reported. */
  results(): ResultsView
  /** Returns the whole text of a task's result. It is null if there is none. */
  result(task: string): string | null
  /** Calls the listener with the new events, oldest first, each time that the journal was written. The returned function unsubscribes. */
  subscribe(listener: (events: readonly Journaled[]) => void): () => void
  /** Counts an open dashboard that rings for alerts. The returned function takes it off the count. */
  attend(): () => void
  /**
   * Calls the listener with the screen of the worker's terminal, first soon and then at each change. The screen is null when the worker's
   * last session has ended.
   */
  watchScreen(worker: string, listener: (screen: ScreenView | null) => void): () => void
}
