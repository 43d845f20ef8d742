const TAG = /<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"<&]*")*)(\/?)>/y
const TEXT = /(?:[^<&]|&(?:amp|lt|gt|quot|apos|#\d+);)+/y

/**
 * Says why a text is not well-formed XML with one root element. Comments and declarations are not allowed. Returns null if the text is
 * well-formed.
 */
export function xmlFault(xml: string): string | null {
  const open: string[] = []
  let at = 0
  while (at < xml.length) {
    const text = matchAt(TEXT, xml, at)
    const tag = text === null ? matchAt(TAG, xml, at) : null
    if (text === null && tag === null) return `neither a tag nor text: ${xml.slice(at, at + 60)}`
    if (text !== null && open.length === 0 && text[0].trim() !== '') return `text outside: ${text[0].slice(0, 60)}`
    if (tag !== null) {
      const [whole, closes, name = '', , isEmpty] = tag
      if (closes && open.pop() !== name) return `closed too early: ${whole}`
      if (!closes && at > 0 && open.length === 0) return `a second root: ${whole}`
      if (!closes && !isEmpty) open.push(name)
    }
    at += (text ?? tag)?.[0].length ?? 1
  }
  return open.length === 0 ? null : `never closed: ${open.join(', ')}`
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
