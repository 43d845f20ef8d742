import type { z } from 'zod'
import type { Ask, ForgeCall } from './client.ts'

const PAGE = 100
/** At most this many pages of a list are read. */
const MOST_PAGES = 10

/** Reads all pages of a list. `listIn` takes the list out of an answer. */
export async function askAll<Answer, Item>(
  ask: Ask,
  call: ForgeCall,
  schema: z.ZodType<Answer>,
  listIn: (answer: Answer) => readonly Item[],
): Promise<readonly Item[]> {
  const items: Item[] = []
  for (let page = 1; page <= MOST_PAGES; page++) {
    // The first request has no page number, so it equals the call without pages and can use that call's cached answer.
    const values = { ...call.values, per_page: PAGE, ...(page === 1 ? {} : { page }) }
    const some = listIn(await ask({ ...call, values }, schema))
    items.push(...some)
    if (some.length < PAGE) break
  }
  return items
}
