import type { AgentLaunch } from '../../../../src/core/ports/agents-port.ts'
import type { RecordedPane } from './recorded-pane.ts'

/** What a person does in the terminal of one program, from the program's start to its end. */
export interface Sitting {
  readonly name: string
  readonly otherwise?: AgentLaunch['policy']['permissions']['otherwise']
  readonly size?: { readonly columns: number; readonly rows: number }
  /** Changes the user's settings, below their home. */
  readonly settle?: (home: string) => void
  /** Changes the files that the czar wrote, below the same home. */
  readonly prepared?: (home: string) => void
  /** Additional environment variables. An empty value removes the variable. */
  readonly env?: Readonly<Record<string, string>>
  /** Changes the command line that the czar would use. */
  readonly argv?: (argv: readonly string[]) => readonly string[]
  readonly play: (at: AtPane) => Promise<void>
}

export interface AtPane extends Pick<RecordedPane, 'type' | 'press' | 'paste' | 'plain'> {
  /** Waits until the words are on the screen and the screen does not change, then records it under this name. */
  readonly shows: (name: string, drawn: RegExp) => Promise<void>
  readonly escape: () => Promise<void>
  readonly sees: (drawn: RegExp) => Promise<void>
  /** Types a text and presses Enter until the text is no longer in the input box. */
  readonly send: (text: string, drawn: RegExp) => Promise<void>
}
