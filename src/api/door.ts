import type { Asker } from '../core/events/asker.ts'
import type { Command, CommandAnswer } from '../core/events/command.ts'
import type { Journaled } from '../core/events/event.ts'
import type { ResultsView } from '../core/views/results.ts'
import type { ScreenView } from '../core/views/screen.ts'
import type { StatusView } from '../core/views/status.ts'

/** All that the interface may ask of a running czar: the supervisor implements it, the routes translate to HTTP. */
export interface CzarDoor {
  view(): StatusView
  /** `by`: who asks; null: nobody looked. */
  perform(command: Command, by: Asker | null): Promise<CommandAnswer>
  /** Events with a greater number than `seq`, oldest first, at most `limit`. */
  eventsAfter(seq: number, limit: number): readonly Journaled[]
  /** What the workers say came of their tasks. */
  results(): ResultsView
  /** The whole text of one result; null: there is none. */
  result(task: string): string | null
  /** Calls back after each append with what is new, oldest first; the answer takes the listener away again. */
  subscribe(listener: (events: readonly Journaled[]) => void): () => void
  /** Somebody sits before a dashboard that rings; until the answer is called, alerts reach them. */
  attend(): () => void
  /** Calls back with what the worker's pane shows, soon and at each change; null: its session is gone, and no other comes. */
  watchScreen(worker: string, listener: (screen: ScreenView | null) => void): () => void
}
