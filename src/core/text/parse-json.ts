/** Reads text that may not be valid JSON. Returns undefined if it is invalid, and every schema rejects undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
