export interface SanitizedText {
  readonly text: string
  /** What was taken out and how often, such as `3 × ESC`; empty when nothing was. */
  readonly stripped: readonly string[]
}

/**
 * Makes a text safe to paste: lines end in LF, and no byte is left that a terminal or a composer acts on. Whatever can
 * be seen (mojibake, emoji, box drawing, tabs) stays byte for byte. Linear: 1 MB takes a few milliseconds.
 */
export function sanitize(text: string): SanitizedText {
  const counts = new Map<string, number>()
  const strip = (source: string, pattern: RegExp, { name, by = '' }: { name: (match: string) => string; by?: string }): string =>
    source.replace(pattern, match => {
      counts.set(name(match), (counts.get(name(match)) ?? 0) + 1)
      return by
    })
  // An embedded end-of-paste would end ours: what follows would be typed as keys (Claude Code 2.1, measured).
  const unbracketed = strip(text, /(?:\x1b\[|\x9b)20[01]~/g, { name: () => 'bracketed-paste mark' })
  const lines = strip(unbracketed, /\r\n?/g, { name: match => (match === '\r' ? 'CR (now LF)' : 'CRLF (now LF)'), by: '\n' })
  const inert = strip(lines, /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, { name: controlName })
  const whole = inert.isWellFormed()
    ? inert
    : strip(inert, LONE_SURROGATES, { name: () => 'half a character (lone surrogate)', by: '\ufffd' })
  // A newline at the end of a paste is an Enter in programs that do not know bracketed paste.
  return { text: withoutLastNewlines(whole), stripped: [...counts].map(([name, count]) => `${count} × ${name}`) }
}

const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const NAMES: Readonly<Record<string, string>> = {
  '\x00': 'NUL',
  '\x07': 'BEL',
  '\x08': 'BS',
  '\x0b': 'VT',
  '\x0c': 'FF',
  '\x1b': 'ESC',
  '\x7f': 'DEL',
}

function controlName(character: string): string {
  return NAMES[character] ?? `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** By hand: /\n+$/ tries again at every newline of a long text. */
function withoutLastNewlines(text: string): string {
  let end = text.length
  while (text[end - 1] === '\n') end--
  return text.slice(0, end)
}
