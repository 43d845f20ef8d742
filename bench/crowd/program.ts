import type { Terminal } from '../terminal/terminal.ts'

/** One test program: how it behaves in a terminal, and the best result that czar can reach with it. */
export interface Program {
  /** One sentence about the program, for the table. */
  readonly does: string
  readonly expects: Expectations
  /** Keys of its agent profile, beside `extends`, `command` and `env`. */
  readonly profile?: Readonly<Record<string, unknown>>
  /** Programs with the same word are tested together in one fleet, without any other program. */
  readonly batch?: string
  /**
   * Returns the command of a real program that replaces `play`. Returns null if the program is not installed on this machine, and the table
   * then says so.
   */
  readonly command?: () => readonly string[] | null
  readonly play?: (terminal: Terminal) => void | Promise<void>
}

export interface Expectations {
  /**
   * What happens to the text of the task. whole: the program takes the whole text, and the journal says so. cut: the program loses a part,
   * so the journal must not say that the text was taken. lost: czar pastes the text, nothing happens then, and the journal claims nothing.
   * refused: the program can take no text, or its screen shows too little, and a person is told why and what to do; taking the whole text
   * is right too. none: the program gets no text. either: the text is taken whole or not, and the journal must say which.
   */
  readonly brief: 'whole' | 'cut' | 'lost' | 'refused' | 'none' | 'either'
  /** Words that the message to a person must contain, if the text is cut or refused. */
  readonly because?: RegExp
  /**
   * The longest time in ms from the first prompt until the journal says what happened. If this field is absent, it is the rest of the time
   * that czar waits for a program.
   */
  readonly withinMs?: number
  /** The entries of the program's log after which keys are allowed. If this field is absent, keys are allowed only after `prompt`. */
  readonly keysAt?: readonly string[]
  /** How long the program is watched if it neither takes a text nor stops at a question. */
  readonly watchMs?: number
}
