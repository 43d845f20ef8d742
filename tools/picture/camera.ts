import { setTimeout as delay } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import type { Terminal } from './terminal.ts'

/** A screen, and the time when it was first seen, in ms since the film began. */
export interface Shot {
  readonly atMs: number
  readonly screen: string
}

export interface Camera {
  readonly shots: readonly Shot[]
  /** Films until the screen matches this pattern. */
  until(pattern: RegExp): Promise<void>
  /** Films for the time that a person needs to read the screen. */
  linger(ms: number): Promise<void>
  /** Films while a text is typed as a person types. */
  type(text: string): Promise<void>
  /** Returns the length of the film so far. */
  lengthMs(): number
}

const EVERY_MS = 150
const PATIENCE_MS = 40_000
const KEYSTROKE_MS = 60

/** Looks at a terminal again and again, and stores each changed screen. Long: the inner functions share the list of screens. */
export function createCamera(terminal: Terminal): Camera {
  const shots: Shot[] = []
  let startedAt = performance.now()

  async function shoot(): Promise<string> {
    const screen = await terminal.look()
    const text = stripVTControlCharacters(screen)
    // The film begins when the screen shows something.
    if (shots.length === 0 && text.trim() === '') startedAt = performance.now()
    else if (shots.at(-1)?.screen !== screen) shots.push({ atMs: shots.length === 0 ? 0 : lengthMs(), screen })
    return text
  }

  async function until(pattern: RegExp): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS
    for (let text = await shoot(); !pattern.test(text); text = await shoot()) {
      if (performance.now() > deadline) throw new Error(`the screen did not show ${pattern} within ${PATIENCE_MS} ms:\n${text}`)
      await delay(EVERY_MS)
    }
  }

  async function linger(ms: number): Promise<void> {
    const deadline = performance.now() + ms
    for (;;) {
      await shoot()
      const left = deadline - performance.now()
      if (left <= 0) return
      await delay(Math.min(EVERY_MS, left))
    }
  }

  async function type(text: string): Promise<void> {
    for (const character of text) {
      await terminal.type(character)
      await linger(KEYSTROKE_MS)
    }
  }

  function lengthMs(): number {
    return Math.round(performance.now() - startedAt)
  }

  return { shots, until, linger, type, lengthMs }
}
