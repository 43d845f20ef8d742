import { plainText } from '../../../../core/text/plain-text.ts'

/**
 * Returns a line or a name of a changed file in a form that hides nothing. Control characters become pictures. Characters that hide or
 * reorder others become numbers.
 */
export function visible(text: string): string {
  if (!SUSPECT.test(text)) return text
  const shown = text.replace(CONTROL, picture).replace(/[\u2028\u2029]/g, sign => `<U+${sign.codePointAt(0)?.toString(16)}>`)
  return plainText(shown, Number.POSITIVE_INFINITY, { lines: true })
}

/** Anything but printable ASCII and tabs. */
const SUSPECT = /[^\t\x20-\x7e]/
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f-\x9f]/g

function picture(sign: string): string {
  const code = sign.codePointAt(0) ?? 0
  if (code === 0x7f) return '\u2421'
  return code < 0x20 ? String.fromCodePoint(0x2400 + code) : `<U+00${code.toString(16).toUpperCase()}>`
}
