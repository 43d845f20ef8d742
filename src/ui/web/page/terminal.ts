import { Terminal } from '@xterm/xterm'
import type { TerminalText, TerminalWish } from '../wire.ts'

// The page of a worker's terminal. It is built apart from the others, because xterm.js is larger than all other pages together.

/** The size of the terminal that the server opens: a window of tmux and its bottom line. */
const SIZE = { cols: 200, rows: 51 } as const
/** The width of a letter of a monospaced font, divided by the size of the font. */
const LETTER = 0.602
const FONT_PX = { least: 8, most: 18 } as const
/** The space around the letters, in pixels. */
const FRAME_PX = 14
/** The server takes at most 2,000 characters at once. A long paste is sent in parts. */
const PART_CHARS = 1_000

const [, , project = '', , worker = ''] = location.pathname.split('/').map(decode)
const place = part<HTMLElement>('screen')
const button = part<HTMLButtonElement>('take')
let canType = false

document.title = `${project} · ${worker} · terminal`
part('title').textContent = `Terminal of ${worker}`
link('project', project, `/p/${encodeURIComponent(project)}`)
link('worker', worker, `/p/${encodeURIComponent(project)}/worker/${encodeURIComponent(worker)}`)

const terminal = new Terminal({
  ...SIZE,
  fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
  fontSize: fittingSize(),
  theme: { background: '#14171c', foreground: '#e7eaf0' },
  scrollback: 0,
  disableStdin: true,
  // An agent can write links to its terminal. A click on such a link does nothing here.
  linkHandler: { activate: () => {} },
})
terminal.open(place)
addEventListener('resize', () => (terminal.options.fontSize = fittingSize()))

const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
const socket = new WebSocket(`${scheme}://${location.host}/api/terminal`)
socket.binaryType = 'arraybuffer'
socket.addEventListener('open', () => ask({ project, worker }))
socket.addEventListener('message', ({ data }) => {
  if (typeof data === 'string') take(JSON.parse(data) as TerminalText)
  else terminal.write(new Uint8Array(data))
})
socket.addEventListener('close', () => rest('The connection has ended. Reload the page to open the terminal again.'))
// While a person only watches, xterm.js still answers when tmux queries the terminal. The page sends none of these answers.
terminal.onData(keys => {
  if (!canType) return
  for (let at = 0; at < keys.length; at += PART_CHARS) ask({ keys: keys.slice(at, at + PART_CHARS) })
})
button.addEventListener('click', () => ask({ take: !canType }))

function ask(wish: TerminalWish): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(wish))
}

function take(text: TerminalText): void {
  if (text.event !== 'begin') {
    say(text.message)
    if (text.event === 'end') rest(text.message)
    return
  }
  terminal.reset()
  canType = text.canType
  terminal.options.disableStdin = !canType
  place.dataset['taken'] = String(canType)
  button.hidden = !text.mayTake
  button.textContent = canType ? 'Give the keyboard back' : 'Take the keyboard'
  say(canType ? `Your keys go to ${worker}. While you type, the czar pastes nothing.` : 'You watch. Your keys go nowhere.')
  if (canType) terminal.focus()
}

function rest(message: string): void {
  canType = false
  terminal.options.disableStdin = true
  place.dataset['taken'] = 'false'
  button.hidden = true
  say(message)
}

function say(text: string): void {
  part('state').textContent = text
}

function fittingSize(): number {
  const fitting = Math.floor(((place.clientWidth - FRAME_PX) / SIZE.cols / LETTER) * 10) / 10
  return Math.min(FONT_PX.most, Math.max(FONT_PX.least, fitting))
}

function link(id: string, text: string, href: string): void {
  const found = part<HTMLAnchorElement>(id)
  found.textContent = text
  found.href = href
}

function part<Found extends HTMLElement>(id: string): Found {
  const found = document.querySelector<Found>(`#${id}`)
  if (found === null) throw new Error(`the page has no ${id}`)
  return found
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
