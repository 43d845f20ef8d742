// A program that draws its input into its composer, beside a clock, and never sends anything.
let typed = ''
let seconds = 0
const draw = () => process.stdout.write(`\x1b[2J\x1b[H${seconds} s\r\n──────\r\n❯ ${typed.slice(0, 60)}\r\n──────\r\n`)

process.stdin.setRawMode(true)
process.stdin.setEncoding('utf8').on('data', text => {
  typed += text.replaceAll(/\x1b\[20[01]~|[\r\n]/g, '')
  draw()
})
setInterval(() => {
  seconds += 1
  draw()
}, 100)
process.stdout.write('\x1b[?1049h\x1b[?2004h')
draw()
