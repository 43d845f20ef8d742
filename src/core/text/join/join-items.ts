import type { FirstSide } from './join-lines.ts'

const OPEN = '([{'
const CLOSE = ')]}'

/**
 * Joins the items that two sides add to a list at the same place (`, c` or `c, `). Returns null if a text does not consist of whole items,
 * or if both sides add an item with the same name but different words.
 */
export function joinItems(ours: string, theirs: string, first: FirstSide): string | null {
  const [one, other] = [itemsOf(ours), itemsOf(theirs)]
  if (one === null || other === null || one.leads !== other.leads) return null
  const names = new Map(one.items.map(item => [nameOf(item), item.trim()]))
  const isOther = (item: string) => names.has(nameOf(item)) && (names.get(nameOf(item)) !== item.trim() || !isBareName(item))
  if (other.items.some(isOther)) return null
  const news = { ...other, items: withoutThose(other.items, item => names.has(nameOf(item))) }
  if (news.items.length === 0) return ours
  const [before, after] = first === 'ours' ? [one, news] : [news, one]
  // `, c,` and `, d,` together would have one comma too many between them.
  return `${write(one.leads ? { ...before, end: null } : before)}${write(after)}`
}

/** Removes items. The first item that remains gets the blanks that stood before the first of all. */
function withoutThose(items: readonly string[], isOut: (item: string) => boolean): readonly string[] {
  const blanks = /^\s*/.exec(items[0] ?? '')?.[0] ?? ''
  return items.filter(item => !isOut(item)).map((item, at) => (at === 0 ? `${blanks}${item.trimStart()}` : item))
}

interface Items {
  readonly leads: boolean
  readonly items: readonly string[]
  /** The blanks after a comma at the end, or null if there is no comma at the end. */
  readonly end: string | null
}

/** Returns the items between the commas. Returns null if the text neither begins nor ends with a comma, or if its brackets do not match. */
function itemsOf(text: string): Items | null {
  const parts = partsOf(text)
  if (parts === null || parts.length < 2) return null
  const leads = parts[0]?.trim() === ''
  const last = parts.at(-1) ?? ''
  const trails = last.trim() === ''
  if (!leads && !trails) return null
  const items = parts.slice(leads ? 1 : 0, trails ? -1 : undefined)
  if (items.length === 0 || items.some(item => item.trim() === '')) return null
  return { leads, items, end: trails ? last : null }
}

function write({ leads, items, end }: Items): string {
  if (leads) return `,${items.join(',')}${end === null ? '' : `,${end}`}`
  return `${items.join(',')},${end ?? ''}`
}

/** Returns the parts between those commas that are outside of brackets. */
function partsOf(text: string): readonly string[] | null {
  const parts = ['']
  let depth = 0
  for (const sign of text) {
    if (OPEN.includes(sign)) depth += 1
    if (CLOSE.includes(sign)) depth -= 1
    if (depth < 0) return null
    if (sign === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += sign
  }
  return depth === 0 ? parts : null
}

function nameOf(item: string): string {
  return /[\p{L}\p{N}_$.]+/u.exec(item)?.[0] ?? item.trim()
}

function isBareName(item: string): boolean {
  return /^['"]?[\p{L}\p{N}_$.]+['"]?$/u.test(item.trim())
}
