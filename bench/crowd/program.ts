import type { Stage } from '../stage/stage.ts'

/** One program of the crowd: its behaviour at a pane, and the best result that a czar can reach with it. */
export interface Program {
  /** One sentence about the program, for the table. */
  readonly does: string
  readonly expects: Expectations
  /** Keys of its agent profile, besides `extends`, `command` and `env`. */
  readonly profile?: Readonly<Record<string, unknown>>
  /** Programs with the same word share a batch, and no others join it. */
  readonly batch?: string
  /** A real program that replaces `play`. Null: the program is not installed here, and its row says so. */
  readonly command?: () => readonly string[] | null
  readonly play?: (stage: Stage) => void | Promise<void>
}

export interface Expectations {
  /**
   * The expected end of the brief. whole: the program takes the whole brief, and the journal says so. cut: the program loses a
   * part, so the journal must not call the brief submitted. lost: czar pastes it, nothing follows, and the journal
   * claims nothing. refused: the program can take no text, or its screen shows too little, and a person is told why and
   * what to do; a whole delivery is right too. none: the program gets no text. either: whole or not, as long as the
   * journal is right.
   */
  readonly brief: 'whole' | 'cut' | 'lost' | 'refused' | 'none' | 'either'
  /** Words in the message to a person when the brief is cut or refused. */
  readonly because?: RegExp
  /** The longest time from the first prompt to the journal's word. By default the rest of Czar's patience. */
  readonly withinMs?: number
  /** The marks in its log at which keys are allowed. By default `prompt`. */
  readonly keysAt?: readonly string[]
  /** How long the program is watched if it neither takes a brief nor rests. */
  readonly watchMs?: number
}
