import { composeLine, type Line } from './line-composer.ts'
import type { Terminal } from './terminal.ts'

/** The profile of programs whose prompt is `mybot> `. */
export const MYBOT = { ready: { screen: '^mybot> $' } }

export interface Question {
  /** The question, printed without changes. The cursor stays behind the question. */
  readonly screen: string
  /** Words that the message to a person must contain. */
  readonly words: readonly string[]
}

/** Asks the question at once, and then does nothing. */
export function ask(terminal: Terminal, { screen, words }: Question): void {
  terminal.raw(true)
  terminal.write(screen)
  terminal.shows('question', ...words)
}

/** A program with an input line. It takes the task, works for a moment, asks the question, and then does nothing. */
export function askAfterBrief(terminal: Terminal, question: Question, options: Line = { prompt: 'mybot> ' }): void {
  terminal.write('mybot 1.0\r\n\r\n')
  composeLine(terminal, {
    ...options,
    onTaken() {
      terminal.write('* Reading the task\r\n')
      setTimeout(() => ask(terminal, question), 700)
    },
  })
}
