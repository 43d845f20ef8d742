// A plain program with a composer: takes pastes in brackets, sends on Enter, keeps each text in a file named by number.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const directory = process.argv[2]
let typed = Buffer.alloc(0)
let texts = 0

function draw(note) {
  const shown =
    typed.length > 300 ? `[Pasted text #1 +${typed.toString().split('\n').length} lines]` : typed.toString().replaceAll('\n', '⏎')
  process.stdout.write(`\x1b[2J\x1b[H${note}\r\n──────\r\n❯ ${shown}\r\n──────\r\n`)
}

process.stdin.setRawMode(true)
process.stdin.on('data', bytes => {
  const isEnter = bytes.at(-1) === 0x0d
  typed = Buffer.concat([typed, isEnter ? bytes.subarray(0, -1) : bytes])
  if (isEnter) {
    const text = typed.toString().replaceAll('\x1b[200~', '').replaceAll('\x1b[201~', '')
    writeFileSync(join(directory, `text-${++texts}`), text)
    typed = Buffer.alloc(0)
  }
  if (!isDue) setTimeout(draw, 20)
  isDue = true
})
process.stdout.write('\x1b[?1049h\x1b[?2004h')
draw()
