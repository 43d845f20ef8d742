const BACKSLASH = 0x5c

/**
 * Turns tmux's `\ooo` in a control client's output back into bytes. Returns bytes and not text, because a UTF-8 character may be cut in
 * two.
 */
export function unescapeOutput(line: Buffer, start: number): Buffer {
  let from = line.indexOf(BACKSLASH, start)
  if (from === -1) return line.subarray(start)
  const bytes = Buffer.allocUnsafe(line.length - start)
  let length = line.copy(bytes, 0, start, from)
  while (from < line.length) {
    const byte = line[from] ?? 0
    if (byte === BACKSLASH && from + 3 < line.length) {
      bytes[length++] = octal(line, from + 1)
      from += 4
    } else {
      bytes[length++] = byte
      from += 1
    }
  }
  return bytes.subarray(0, length)
}

function octal(line: Buffer, at: number): number {
  return (((line[at] ?? 48) - 48) << 6) | (((line[at + 1] ?? 48) - 48) << 3) | ((line[at + 2] ?? 48) - 48)
}
