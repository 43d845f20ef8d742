/** Reads JSON that need not be valid. Returns undefined if it is not, and every schema rejects undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
