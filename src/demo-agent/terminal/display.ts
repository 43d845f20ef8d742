import { drawScreen, type View } from './screen.ts'
import type { Terminal } from './terminal.ts'

export interface Display {
  /** Adds a line to the transcript. */
  readonly show: (text: string) => void
  readonly redraw: () => void
  /** Prints this many bytes as fast as the terminal accepts them. */
  readonly flood: (bytes: number) => Promise<void>
}

interface Shown extends Omit<View, 'transcript' | 'busyForMs'> {
  readonly busySince: number | null
}

/** The shortest time between two drawings of the screen. */
const REDRAW_EVERY_MS = 15
const SPIN_EVERY_MS = 120
const KEPT_LINES = 400

/**
 * Keeps the screen up to date. The spinner is redrawn only while the agent works, so an idle program costs nothing. Long: the inner
 * functions share the same screen.
 */
export function createDisplay(terminal: Terminal, look: () => Shown): Display {
  let transcript: string[] = ['scripted agent', '']
  let isDue = false
  let isSpinning = false

  function redraw(): void {
    if (isDue) return
    isDue = true
    setTimeout(() => {
      isDue = false
      draw()
    }, REDRAW_EVERY_MS)
  }

  function draw(): void {
    const { busySince, ...view } = look()
    const busyForMs = busySince === null ? null : Date.now() - busySince
    terminal.write(drawScreen({ ...view, transcript, busyForMs }, terminal.size()))
    if (busyForMs === null || isSpinning) return
    isSpinning = true
    setTimeout(() => {
      isSpinning = false
      draw()
    }, SPIN_EVERY_MS)
  }

  function show(text: string): void {
    transcript = [...transcript, ...text.split('\n')].slice(-KEPT_LINES)
    redraw()
  }

  async function flood(bytes: number): Promise<void> {
    const line = `${'0123456789abcdef'.repeat(6)}\r\n`
    const chunk = line.repeat(Math.ceil(65_536 / line.length))
    for (let left = bytes; left > 0; left -= chunk.length) {
      if (!terminal.write(chunk.slice(0, left))) await terminal.drained()
    }
  }

  terminal.onResize(redraw)
  return { show, redraw, flood }
}
