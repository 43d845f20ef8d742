import { composeLine } from '../../terminal/line-composer.ts'
import type { Terminal } from '../../terminal/terminal.ts'

/** A typical terminal program: it shows a prompt while it rests, and one moving line at the bottom while it works. */
export interface Pane {
  next(): Promise<string>
  say(line: string): void
  spin(isOn: boolean): void
}

const FRAMES = ['|', '/', '-', '\\']
const EVERY_MS = 250

export function openPane(terminal: Terminal): Pane {
  let isSpinning = false
  let frame = 0
  let since = Date.now()
  const waiting: ((text: string) => void)[] = []
  terminal.write('mybot 2.1\r\n\r\n')
  const composer = composeLine(terminal, {
    prompt: 'mybot> ',
    onTaken(_, text) {
      since = Date.now()
      isSpinning = true
      for (const take of waiting.splice(0)) take(text)
    },
  })
  let isOpen = true
  setInterval(() => {
    if (isSpinning) draw()
  }, EVERY_MS)
  return {
    next() {
      isSpinning = false
      if (!isOpen) {
        terminal.write('\r\x1b[K\r\n')
        composer.open()
      }
      isOpen = true
      return new Promise(resolve => {
        waiting.push(text => {
          isOpen = false
          resolve(text)
        })
      })
    },
    say(line) {
      terminal.write(`\r\x1b[K${line}\r\n`)
      if (isSpinning) draw()
    },
    spin(isOn) {
      isSpinning = isOn
      if (!isOn) terminal.write('\r\x1b[K')
    },
  }

  function draw(): void {
    const seconds = Math.floor((Date.now() - since) / 1000)
    terminal.write(`\r\x1b[K${FRAMES[frame++ % FRAMES.length]} Working (${seconds}s, Ctrl-C to interrupt)`)
  }
}
