import type { Composer } from './composer.ts'
import type { Key } from './keys.ts'
import type { Settings } from './settings.ts'

/** Edits the composer and sends its text; swallows Enters where the settings say so. */
export function createSender(settings: Settings, composer: Composer, send: (text: string) => void): { readonly press: (key: Key) => void } {
  let swallowed = 0
  let pastedAt = 0

  function enter(): void {
    if (swallowed < settings.swallowEnters) {
      swallowed += 1
      return
    }
    if (Date.now() - pastedAt < settings.swallowWithinMs) return
    const text = composer.text()
    if (text.trim() === '') return
    composer.clear()
    send(text)
  }

  function press(key: Key): void {
    if (key.kind === 'text') composer.type(key.text)
    if (key.kind === 'backspace') composer.backspace()
    if (key.kind === 'clear') composer.clear()
    if (key.kind === 'enter') enter()
    if (key.kind !== 'paste') return
    composer.paste(key.text)
    pastedAt = Date.now()
  }

  return { press }
}
