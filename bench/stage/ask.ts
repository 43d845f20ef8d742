import { composeLine, type Line } from './line-composer.ts'
import type { Stage } from './stage.ts'

/** The profile of programs whose prompt is `mybot> `. */
export const MYBOT = { ready: { screen: '^mybot> $' } }

export interface Question {
  /** The question, printed without changes. The cursor stays behind the question. */
  readonly screen: string
  /** Words that the message to a person must contain. */
  readonly words: readonly string[]
}

/** Asks the question at once, and then does nothing. */
export function ask(stage: Stage, { screen, words }: Question): void {
  stage.raw(true)
  stage.write(screen)
  stage.shows('question', ...words)
}

/** A program with an input line. It takes the task, works for a moment, asks the question, and then does nothing. */
export function askAfterBrief(stage: Stage, question: Question, options: Line = { prompt: 'mybot> ' }): void {
  stage.write('mybot 1.0\r\n\r\n')
  composeLine(stage, {
    ...options,
    onTaken() {
      stage.write('* Reading the task\r\n')
      setTimeout(() => ask(stage, question), 700)
    },
  })
}
