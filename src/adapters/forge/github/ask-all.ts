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
    // The first page is asked for without a number. The call is then the same as one without pages, so that its cached answer is found.
    const values = { ...call.values, per_page: PAGE, ...(page === 1 ? {} : { page }) }
    const some = listIn(await ask({ ...call, values }, schema))
    items.push(...some)
    if (some.length < PAGE) break
  }
  return items
}
