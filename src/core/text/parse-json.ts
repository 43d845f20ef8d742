/** What a text of somebody else says; undefined: it is no JSON, and no schema takes that. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
