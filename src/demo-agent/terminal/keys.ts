import { StringDecoder } from 'node:string_decoder'

export type Key =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'enter' | 'escape' | 'interrupt' | 'clear' | 'backspace' | 'up' | 'down' }

const PASTE_START = '\u001b[200~'
const PASTE_END = '\u001b[201~'
/** The byte ESC is read as the Escape key if no other byte follows within this time. */
const ESCAPE_WAIT_MS = 40

const SINGLE: Readonly<Record<string, Exclude<Key['kind'], 'text' | 'paste'>>> = {
  '\r': 'enter',
  '\u0003': 'interrupt',
  '\u0015': 'clear',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\u001b[A': 'up',
  '\u001bOA': 'up',
  '\u001b[B': 'down',
  '\u001bOB': 'down',
}

/** Returns a function that turns a terminal's bytes into keys and whole bracketed pastes. The bytes may arrive in pieces of any size. */
export function createKeyReader(onKey: (key: Key) => void): (bytes: Buffer) => void {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let pasted: string | null = null
  let escapeTimer: NodeJS.Timeout | undefined

  function read(): void {
    while (rest !== '') {
      const bytes = pasted === null ? keyBytes(rest) : pasteBytes(rest)
      if (bytes === '') return waitForMore()
      rest = rest.slice(bytes.length)
      take(bytes)
    }
  }

  function take(bytes: string): void {
    if (bytes === PASTE_START) pasted = ''
    else if (pasted !== null && bytes === PASTE_END) {
      onKey({ kind: 'paste', text: pasted })
      pasted = null
    } else if (pasted !== null) pasted += bytes
    else press(bytes, onKey)
  }

  function waitForMore(): void {
    if (pasted !== null) return
    escapeTimer = setTimeout(() => {
      rest = rest.slice(1)
      onKey({ kind: 'escape' })
      read()
    }, ESCAPE_WAIT_MS)
  }

  return bytes => {
    clearTimeout(escapeTimer)
    rest += decoder.write(bytes)
    read()
  }
}

/** Returns the bytes of the first key, or '' if they are an escape sequence that is not complete yet. */
function keyBytes(bytes: string): string {
  if (bytes.startsWith('\u001b')) return /^\u001b(?:\[[0-?]*[ -/]*[@-~]|O.)/.exec(bytes)?.[0] ?? ''
  return /^[^\u0000-\u0008\u000b-\u001f\u007f]+/u.exec(bytes)?.[0] ?? bytes.slice(0, 1)
}

/** Returns the pasted bytes before the mark that ends a paste, or the mark itself, or '' if only a part of the mark may have arrived. */
function pasteBytes(bytes: string): string {
  if (bytes.startsWith(PASTE_END)) return PASTE_END
  const end = bytes.indexOf(PASTE_END)
  return bytes.slice(0, end >= 0 ? end : Math.max(0, bytes.length - PASTE_END.length + 1))
}

function press(bytes: string, onKey: (key: Key) => void): void {
  const kind = SINGLE[bytes]
  if (kind !== undefined) onKey({ kind })
  else if (!/^[\u0000-\u001f]/.test(bytes) || /^[\t\n]/.test(bytes)) onKey({ kind: 'text', text: bytes })
}
