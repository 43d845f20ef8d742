/** Parses untrusted JSON; undefined: invalid. Every schema rejects undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
