import type { Questions } from '../questions.ts'
import type { Settings } from '../settings.ts'
import type { Composer } from './composer.ts'
import type { Key } from './keys.ts'

export interface KeyboardHands {
  readonly composer: Composer
  readonly questions: Questions
  readonly send: (text: string) => void
  /** Stops the work on the present text. Returns the text if the agent has shown nothing about it yet, otherwise null. */
  readonly interrupt: () => string | null
  readonly quit: () => void
}

export interface Keyboard {
  readonly press: (key: Key) => void
  /** Whether Ctrl-C was pressed less than QUIT_WITHIN_MS ago. */
  readonly isQuitting: () => boolean
}

/** A second Ctrl-C within this time quits the program. */
const QUIT_WITHIN_MS = 1500

/**
 * Passes keys to an open dialog, or else to the input line. Ignores Enter keys as the settings say. Long: the inner functions share the
 * same input.
 */
export function createKeyboard(settings: Settings, { composer, questions, send, interrupt, quit }: KeyboardHands): Keyboard {
  let swallowed = 0
  let pastedAt = 0
  let interruptedAt = 0
  const isQuitting = (): boolean => Date.now() - interruptedAt < QUIT_WITHIN_MS

  function press(key: Key): void {
    if (key.kind === 'interrupt') return quitOrWarn()
    if (questions.lines() !== null) return questions.press(key)
    if (key.kind === 'escape') restore(interrupt())
    if (key.kind === 'text') composer.type(key.text)
    if (key.kind === 'backspace') composer.backspace()
    if (key.kind === 'clear') composer.clear()
    if (key.kind === 'enter') enter()
    if (key.kind !== 'paste') return
    composer.paste(key.text)
    pastedAt = Date.now()
  }

  function restore(text: string | null): void {
    if (text !== null) composer.paste(text)
  }

  function enter(): void {
    if (swallowed < settings.swallowEnters) {
      swallowed += 1
      return
    }
    const text = composer.text()
    if (Date.now() - pastedAt < settings.swallowWithinMs || text.trim() === '') return
    composer.clear()
    send(text)
  }

  function quitOrWarn(): void {
    if (isQuitting()) quit()
    interruptedAt = Date.now()
    composer.clear()
  }

  return { press, isQuitting }
}
