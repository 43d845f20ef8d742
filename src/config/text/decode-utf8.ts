import { isUtf8 } from 'node:buffer'

/**
 * Decodes bytes as UTF-8. A byte order mark stays in the text. If the bytes are not UTF-8, returns the position of the first wrong byte,
 * counted from 0.
 */
export function decodeUtf8(bytes: Uint8Array): { readonly text: string } | { readonly offset: number; readonly line: number } {
  if (isUtf8(bytes)) return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) }
  const offset = firstInvalid(bytes)
  const line = bytes.subarray(0, offset).reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 1)
  return { offset, line }
}

/**
 * Finds the first wrong byte by halving. A part from the file's start that ends between two characters is valid if the wrong byte comes
 * after it.
 */
function firstInvalid(bytes: Uint8Array): number {
  let [valid, invalid] = [0, bytes.length]
  while (invalid - valid > 8) {
    const middle = characterStart(bytes, valid + Math.floor((invalid - valid) / 2))
    if (isUtf8(bytes.subarray(valid, middle))) valid = middle
    else invalid = middle
  }
  for (let next = valid + 1; next <= bytes.length; next++) {
    if (isUtf8(bytes.subarray(valid, next))) valid = next
    else if (next - valid >= 4) break
  }
  return valid
}

/** The start of the character at this offset. It steps back over continuation bytes (10xxxxxx), of which a character has at most three. */
function characterStart(bytes: Uint8Array, offset: number): number {
  let start = offset
  while (start > 0 && offset - start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--
  return start
}
