import type { Asker } from '../core/events/asker.ts'
import type { Command, CommandAnswer } from '../core/events/command.ts'
import type { Journaled } from '../core/events/event.ts'
import type { ResultsView } from '../core/views/results.ts'
import type { ScreenView } from '../core/views/screen.ts'
import type { StatusView } from '../core/views/status.ts'

/** Everything that the API may ask of a running czar. The supervisor implements it, and the routes offer it over HTTP. */
export interface CzarDoor {
  view(): StatusView
  /** `by`: the caller; null: not identified. */
  perform(command: Command, by: Asker | null): Promise<CommandAnswer>
  /** Events with a greater number than `seq`, oldest first, at most `limit`. */
  eventsAfter(seq: number, limit: number): readonly Journaled[]
  /** The workers' reported results. */
  results(): ResultsView
  /** The whole text of one result; null: there is none. */
  result(task: string): string | null
  /** Calls back after each write to the journal with the new events, oldest first. The returned function unsubscribes. */
  subscribe(listener: (events: readonly Journaled[]) => void): () => void
  /** Counts an open dashboard that rings for alerts. The returned function takes it off the count. */
  attend(): () => void
  /**
   * Calls back with the screen of the worker's pane, soon and then at each change; null: the worker's last session has
   * ended.
   */
  watchScreen(worker: string, listener: (screen: ScreenView | null) => void): () => void
}
