/**
 * Makes a text from outside (terminals, commits, reports, names) safe to show, to log and to store. It removes terminal sequences and
 * control characters, and writes characters that hide or reorder others as `<U+202E>`. The result has at most `maxChars` UTF-16 units, and
 * ends with `…` if it was cut. With `lines: true` line breaks and tabs stay. Otherwise they become blanks.
 */
export function plainText(value: string, maxChars: number, { lines = false }: { readonly lines?: boolean } = {}): string {
  const text = value.toWellFormed().replace(LINE_BREAK, '\n').replace(TERMINAL_SEQUENCE, '').replace(CONTROL, '').replace(HIDDEN, spellOut)
  return cut(lines ? text : text.replace(/[\t\n]/g, ' '), maxChars)
}

/** CR LF, CR alone (in progress bars) and Unicode's separators each begin a new line on some screens. */
const LINE_BREAK = /\r\n?|[\u2028\u2029]/g

/**
 * Terminal sequences, in the order in which they are tried (ECMA-48 §5.4 and §8.3, forms of 7 and 8 bits): OSC, DCS, APC, PM and SOS with
 * their content up to ST or BEL, then CSI, then other escapes, then a beginning without an end. The content has no control character. So if
 * such a sequence has no end, only its beginning is removed and not the text after it, and the time stays in proportion to the length.
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

/** The control characters called C0, DEL and C1, except tab and line feed. */
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g

/**
 * Invisible joining characters where they are right: between the parts of an emoji, and after a letter of a script whose letters are
 * joined. Anywhere else, for example in a Latin name, they only hide something.
 */
const JOINER = [
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})`,
  String.raw`(?<=[[\p{L}\p{M}]--[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Inherited}\p{sc=Common}]])[\u200c\u200d](?=[\p{L}\p{M}])`,
].join('|')

/**
 * Characters that change the writing direction, characters without width, others that are not shown, and marks between lines. The variation
 * selectors 1 to 16 stay: they only choose between text and emoji, and every keyboard produces them.
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
  // If the cut splits a character of two units, its first half is removed, and so is a joining character that lost its second part.
  return `${text
    .slice(0, maxChars - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/[\u200c\u200d]+$/, '')}…`
}
