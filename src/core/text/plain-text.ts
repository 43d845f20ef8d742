/**
 * Text from outside (panes, commits, reports, names) made safe to show, log and journal: terminal sequences are
 * removed, controls too, and characters that hide or reorder others are spelled out as `<U+202E>`.
 * At most `maxChars` UTF-16 units, cut with `…`. `lines: true` keeps line feeds and tabs; else they become spaces.
 */
export function plainText(value: string, maxChars: number, { lines = false }: { readonly lines?: boolean } = {}): string {
  const text = value.toWellFormed().replace(LINE_BREAK, '\n').replace(TERMINAL_SEQUENCE, '').replace(CONTROL, '').replace(HIDDEN, spellOut)
  return cut(lines ? text : text.replace(/[\t\n]/g, ' '), maxChars)
}

/** CR LF, a lone CR (progress bars) and Unicode's own separators all start a new line on some screen. */
const LINE_BREAK = /\r\n?|[\u2028\u2029]/g

/**
 * In the order tried (ECMA-48 §5.4, §8.3; 7- and 8-bit forms):
 * OSC, DCS, APC, PM, SOS with their payload up to ST or BEL; CSI; other escapes; a lone introducer.
 * A payload holds no control, so an unfinished string costs only its introducer: it can not swallow what follows,
 * and the scan stays linear.
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

/** C0, DEL and C1, but for tab and line feed. */
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g

/**
 * Joiners where writing needs them: between the pictures of one emoji, and behind a letter of a script that joins its letters.
 * Elsewhere they hide, as in a name of Latin letters.
 */
const JOINER = [
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})`,
  String.raw`(?<=[[\p{L}\p{M}]--[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Inherited}\p{sc=Common}]])[\u200c\u200d](?=[\p{L}\p{M}])`,
].join('|')

/**
 * Bidi controls, zero-width and other default-ignorable characters, interlinear marks. Variation selectors 1-16 stay:
 * they only choose between text and emoji style and are on every keyboard.
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
  // Half a surrogate pair at the cut would be a lone surrogate again.
  // Nor is a joiner anything without what it joins.
  return `${text
    .slice(0, maxChars - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/[\u200c\u200d]+$/, '')}…`
}
