// A program with a composer. It takes bracketed pastes, sends on Enter, and stores each text in a file named by its
// number.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const directory = process.argv[2]
let typed = []
let texts = 0
let redraw = null

function draw() {
  redraw = null
  const text = Buffer.concat(typed).toString()
  const shown = text.length > 300 ? `[Pasted text #1 +${text.split('\n').length} lines]` : text.replaceAll('\n', '⏎')
  process.stdout.write(`\x1b[2J\x1b[H${texts} texts\r\n──────\r\n❯ ${shown}\r\n──────\r\n`)
}

function send() {
  texts += 1
  const text = Buffer.concat(typed).toString().replaceAll('\x1b[200~', '').replaceAll('\x1b[201~', '')
  writeFileSync(join(directory, `text-${texts}`), text)
  typed = []
}

process.stdin.setRawMode(true)
process.stdin.on('data', bytes => {
  const isEnter = bytes.at(-1) === 0x0d
  typed.push(isEnter ? bytes.subarray(0, -1) : bytes)
  if (isEnter) send()
  if (redraw === null) redraw = setTimeout(draw, 20)
})
process.stdout.write('\x1b[?1049h\x1b[?2004h')
draw()
