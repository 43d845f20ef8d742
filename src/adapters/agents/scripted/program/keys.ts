import { StringDecoder } from 'node:string_decoder'

export type Key =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'enter' | 'escape' | 'interrupt' | 'clear' | 'backspace' | 'up' | 'down' }

const PASTE_START = '\u001b[200~'
const PASTE_END = '\u001b[201~'
/** A lone ESC is the Escape key when nothing follows it within this. */
const ESCAPE_WAIT_MS = 40

const CONTROL: Readonly<Record<string, Exclude<Key['kind'], 'text' | 'paste'>>> = {
  '\r': 'enter',
  '\u0003': 'interrupt',
  '\u0015': 'clear',
  '\u007f': 'backspace',
  '\b': 'backspace',
}

/** Turns bytes of a raw terminal into keys and whole bracketed pastes, however they are cut. */
export function createKeyReader(onKey: (key: Key) => void): (bytes: Buffer) => void {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let pasted: string[] | null = null
  let escapeTimer: NodeJS.Timeout | null = null

  function read(): void {
    while (rest !== '') if (!(pasted === null ? readKey() : readPaste(pasted))) return
  }

  /** false: more bytes are needed. */
  function readPaste(parts: string[]): boolean {
    const end = rest.indexOf(PASTE_END)
    if (end < 0) {
      // Keep back what may be the start of the end mark.
      const kept = Math.min(rest.length, PASTE_END.length - 1)
      parts.push(rest.slice(0, rest.length - kept))
      rest = rest.slice(rest.length - kept)
      return false
    }
    parts.push(rest.slice(0, end))
    rest = rest.slice(end + PASTE_END.length)
    pasted = null
    onKey({ kind: 'paste', text: parts.join('') })
    return true
  }

  function readKey(): boolean {
    if (rest.startsWith(PASTE_START)) {
      rest = rest.slice(PASTE_START.length)
      pasted = []
      return true
    }
    if (rest.startsWith('\u001b')) return readSequence()
    const first = rest[0] ?? ''
    const control = CONTROL[first]
    const text = control === undefined ? (/^[^\u0000-\u0008\u000b-\u001f\u007f]+/u.exec(rest)?.[0] ?? '') : ''
    rest = rest.slice(Math.max(1, text.length))
    if (control !== undefined) onKey({ kind: control })
    else if (text !== '') onKey({ kind: 'text', text })
    return true
  }

  function readSequence(): boolean {
    const sequence = /^\u001b(?:\[[0-?]*[ -/]*[@-~]|O.)/.exec(rest)?.[0]
    if (sequence !== undefined) {
      rest = rest.slice(sequence.length)
      if (/^\u001b[[O]A$/.test(sequence)) onKey({ kind: 'up' })
      if (/^\u001b[[O]B$/.test(sequence)) onKey({ kind: 'down' })
      return true
    }
    escapeTimer = setTimeout(() => {
      rest = rest.slice(1)
      onKey({ kind: 'escape' })
      read()
    }, ESCAPE_WAIT_MS)
    return false
  }

  return bytes => {
    if (escapeTimer !== null) clearTimeout(escapeTimer)
    escapeTimer = null
    rest += decoder.write(bytes)
    read()
  }
}
