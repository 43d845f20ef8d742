const MOST_LINES = 80
const MOST_BYTES = 16 * 1024

/**
 * The last 80 lines of an output, at most 16 KB, as plain text. Escape sequences and control characters are removed, marks for the text
 * direction are made visible, and invalid UTF-8 becomes U+FFFD. If `isCut` is true, the bytes may begin in the middle of a line.
 */
export function readableTail(bytes: Buffer, isCut = false): string {
  const lines = plain(bytes.toString('utf8')).split('\n')
  if (lines.at(-1) === '') lines.pop()
  const whole = isCut && lines.length > 1 ? lines.slice(1) : lines
  return lastBytes(whole.slice(-MOST_LINES).map(lastOverwrite).join('\n'))
}

// Escape sequences of the kinds OSC, DCS, SOS, PM and APC go on until their end mark. CSI and short sequences have a fixed form.
const STRINGS = /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\|\u009c)?/g
const SEQUENCES = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[ -/]*[0-~]/g
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g
const DIRECTIONS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

function plain(text: string): string {
  return text
    .replace(STRINGS, '')
    .replace(SEQUENCES, '')
    .replace(/\r+\n/g, '\n')
    .replace(CONTROLS, '')
    .replace(DIRECTIONS, mark => `\\u${mark.charCodeAt(0).toString(16)}`)
}

/** If a line was overwritten several times, as by a progress bar, keeps only its last state. */
function lastOverwrite(line: string): string {
  return line.split('\r').findLast(part => part !== '') ?? ''
}

function lastBytes(text: string): string {
  const bytes = Buffer.from(text, 'utf8')
  if (bytes.length <= MOST_BYTES) return text
  let start = bytes.length - MOST_BYTES
  while (((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1
  return bytes.toString('utf8', start)
}
