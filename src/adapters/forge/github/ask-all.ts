import type { z } from 'zod'
import type { Ask, ForgeCall } from './client.ts'

const PAGE = 100
/** Most pages that are read of one list. */
const MOST_PAGES = 10

/** All pages of a list. `listIn`: where an answer has the list. */
export async function askAll<Answer, Item>(
  ask: Ask,
  call: ForgeCall,
  schema: z.ZodType<Answer>,
  listIn: (answer: Answer) => readonly Item[],
): Promise<readonly Item[]> {
  const items: Item[] = []
  for (let page = 1; page <= MOST_PAGES; page++) {
    // The first page gets no number, so that the call equals a call without pages.
    const values = { ...call.values, per_page: PAGE, ...(page === 1 ? {} : { page }) }
    const some = listIn(await ask({ ...call, values }, schema))
    items.push(...some)
    if (some.length < PAGE) break
  }
  return items
}
