/** A piece of input. The kinds `start`, `part` and `end` belong to a bracketed paste. */
export type Input =
  | { readonly kind: 'start' }
  | { readonly kind: 'part'; readonly text: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'enter' }
  | { readonly kind: 'text'; readonly text: string }

const MARKS = /(\x1b\[200~|\x1b\[201~|\x1b[P\]].*?(?:\x07|\x1b\\)|\x1b\[[\d;?>]*[A-Za-z~]|\x1b[^[\]P]|[\r\n])/s

/** Splits bytes into pieces of input. If a mark is cut between two reads, its parts are joined. The terminal's own answers are skipped. */
export function createKeyboard(heard: (input: Input) => void): (bytes: Buffer) => void {
  const decoder = new TextDecoder()
  let rest = ''
  let isPasting = false
  return bytes => {
    const text = rest + decoder.decode(bytes, { stream: true })
    const cut = /\x1b(?:\[[\d;?>]*|[P\]][^\x07\x1b]*\x1b?)?$/.exec(text)
    rest = cut?.[0] ?? ''
    for (const part of (cut === null ? text : text.slice(0, cut.index)).split(MARKS)) if (part !== '') hear(part)
  }

  function hear(part: string): void {
    if (part === '\x1b[200~' || part === '\x1b[201~') {
      isPasting = part === '\x1b[200~'
      heard({ kind: isPasting ? 'start' : 'end' })
    } else if (isPasting) heard({ kind: 'part', text: part })
    else if (part === '\r' || part === '\n') heard({ kind: 'enter' })
    else if (!/^\x1b[[\]P]/.test(part)) heard({ kind: 'text', text: part })
  }
}
