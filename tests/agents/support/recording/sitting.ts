import type { AgentLaunch } from '../../../../src/core/ports/agents-port.ts'
import type { RecordedPane } from './recorded-pane.ts'

/** A person at the pane of one program, from its start to its end. */
export interface Sitting {
  readonly name: string
  readonly otherwise?: AgentLaunch['policy']['permissions']['otherwise']
  readonly size?: { readonly columns: number; readonly rows: number }
  /** Changes what the user has set up, below their home. */
  readonly settle?: (home: string) => void
  /** Changes what the czar has written, below the same home. */
  readonly prepared?: (home: string) => void
  /** Variables on top; an empty one is left out. */
  readonly env?: Readonly<Record<string, string>>
  /** Changes the command line that the czar would use. */
  readonly argv?: (argv: readonly string[]) => readonly string[]
  readonly play: (at: AtPane) => Promise<void>
}

export interface AtPane extends Pick<RecordedPane, 'type' | 'press' | 'paste' | 'plain'> {
  /** Waits until the words are drawn and the screen rests, then records it under this name. */
  readonly shows: (name: string, drawn: RegExp) => Promise<void>
  readonly escape: () => Promise<void>
  readonly sees: (drawn: RegExp) => Promise<void>
  /** Types a text and presses Enter until it has left the composer. */
  readonly send: (text: string, drawn: RegExp) => Promise<void>
}
