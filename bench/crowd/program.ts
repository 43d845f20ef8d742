import type { Stage } from '../stage/stage.ts'

/** One program of the crowd: a behaviour at a pane, and the best that a czar can do with it. */
export interface Program {
  /** One sentence, for the table. */
  readonly does: string
  readonly expects: Expectations
  /** Keys of its agent profile, besides `extends`, `command` and `env`. */
  readonly profile?: Readonly<Record<string, unknown>>
  /** Programs with the same word share a batch; others do not get into it. */
  readonly batch?: string
  /** In place of `play`: a real program. null: it is not installed here, and the row says so. */
  readonly command?: () => readonly string[] | null
  readonly play?: (stage: Stage) => void | Promise<void>
}

export interface Expectations {
  /**
   * whole: it takes the brief whole, and the journal says so. cut: it gets the brief and loses a part, so the journal must not claim
   * that it is there. lost: it is pasted to, nothing comes of it, and nothing is claimed. refused: nothing can be submitted to it, or what
   * it shows is too little to go by, and a person is told why and what to do; that it is delivered whole is right too. none: it gets no
   * text. either: whole or not, as long as the journal is right.
   */
  readonly brief: 'whole' | 'cut' | 'lost' | 'refused' | 'none' | 'either'
  /** In what a person is told when the brief is cut or refused. */
  readonly because?: RegExp
  /** From its first prompt to the journal's word; the rest of Czar's patience. */
  readonly withinMs?: number
  /** Words of its log's marks at which keys are right; `prompt` unless it says otherwise. */
  readonly keysAt?: readonly string[]
  /** How long it is watched when it neither takes a brief nor rests. */
  readonly watchMs?: number
}
