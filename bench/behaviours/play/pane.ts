import { composeLine } from '../../stage/line-composer.ts'
import type { Stage } from '../../stage/stage.ts'

/** A typical terminal program: it shows a prompt while it rests, and one moving line at the bottom while it works. */
export interface Pane {
  next(): Promise<string>
  say(line: string): void
  spin(isOn: boolean): void
}

const FRAMES = ['|', '/', '-', '\\']
const EVERY_MS = 250

export function openPane(stage: Stage): Pane {
  let isSpinning = false
  let frame = 0
  let since = Date.now()
  const waiting: ((text: string) => void)[] = []
  stage.write('mybot 2.1\r\n\r\n')
  const composer = composeLine(stage, {
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
        stage.write('\r\x1b[K\r\n')
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
      stage.write(`\r\x1b[K${line}\r\n`)
      if (isSpinning) draw()
    },
    spin(isOn) {
      isSpinning = isOn
      if (!isOn) stage.write('\r\x1b[K')
    },
  }

  function draw(): void {
    const seconds = Math.floor((Date.now() - since) / 1000)
    stage.write(`\r\x1b[K${FRAMES[frame++ % FRAMES.length]} Working (${seconds}s, Ctrl-C to interrupt)`)
  }
}
