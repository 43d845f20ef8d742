/**
 * Sanitizes outside text (panes, commits, reports, names) for display, log and journal. Removes terminal sequences and control characters,
 * and writes characters that hide or reorder others as `<U+202E>`. The result has at most `maxChars` UTF-16 units and ends with `…` if it
 * was cut. `lines: true` keeps line feeds and tabs; otherwise they become spaces.
 */
export function plainText(value: string, maxChars: number, { lines = false }: { readonly lines?: boolean } = {}): string {
  const text = value.toWellFormed().replace(LINE_BREAK, '\n').replace(TERMINAL_SEQUENCE, '').replace(CONTROL, '').replace(HIDDEN, spellOut)
  return cut(lines ? text : text.replace(/[\t\n]/g, ' '), maxChars)
}

/** CR LF, a lone CR (progress bars) and Unicode's separators each start a new line on some screens. */
const LINE_BREAK = /\r\n?|[\u2028\u2029]/g

/**
 * Terminal sequences, in the order in which they are tried (ECMA-48 §5.4, §8.3; 7- and 8-bit forms): OSC, DCS, APC, PM, SOS with their
 * payload up to ST or BEL; CSI; other escapes; a lone introducer. A payload holds no control character. So an unfinished string loses only
 * its introducer and not the text after it, and the scan stays linear.
 */
const TERMINAL_SEQUENCE = new RegExp(
  [
    String.raw`(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x08\x0b-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)`,
    String.raw`(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?`,
    String.raw`\x1b[\]PX^_]`,
    String.raw`\x1b[ -/]*[0-~]?`,
  ].join('|'),
  'g',
)

/** C0, DEL and C1 controls, except tab and line feed. */
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g

/**
 * Joiners that are legitimate: between the parts of one emoji, and after a letter of a joining script. Elsewhere they are invisible, for
 * example in a Latin name.
 */
const JOINER = [
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})`,
  String.raw`(?<=[[\p{L}\p{M}]--[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Inherited}\p{sc=Common}]])[\u200c\u200d](?=[\p{L}\p{M}])`,
].join('|')

/**
 * Bidi controls, zero-width and other default-ignorable characters, and interlinear marks. Variation selectors 1-16 are kept: they only
 * choose between text and emoji style, and every keyboard produces them.
 */
const HIDDEN = new RegExp(
  String.raw`(?<joiner>${JOINER})|[[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]--[\ufe00-\ufe0f]]`,
  'gv',
)

function spellOut(character: string, joiner: string | undefined): string {
  if (joiner !== undefined) return character
  return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`
}

function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text
  if (maxChars < 1) return ''
  // Drop half a surrogate pair at the cut, and a joiner that lost its second part.
  return `${text
    .slice(0, maxChars - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/[\u200c\u200d]+$/, '')}…`
}
