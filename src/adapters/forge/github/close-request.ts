import { z } from 'zod'
import { askAll } from './ask-all.ts'
import type { Connection } from './connect.ts'

const comments = z.array(z.object({ body: z.string().nullable().default(null) }))

/** Writes the reason in a comment, and closes the pull request. If the comment exists already, it is not written again. */
export async function closeWithComment(
  { ask, place }: Connection,
  { number, comment: body }: { readonly number: number; readonly comment: string },
  signal?: AbortSignal,
): Promise<void> {
  const values = { ...place, number }
  const known = await askAll(ask, { route: 'GET /repos/{owner}/{name}/issues/{number}/comments', values, signal }, comments, each => each)
  if (!known.some(each => each.body?.trim() === body.trim())) {
    await ask({ route: 'POST /repos/{owner}/{name}/issues/{number}/comments', values: { ...values, body }, signal }, z.unknown())
  }
  await ask({ route: 'PATCH /repos/{owner}/{name}/pulls/{number}', values: { ...values, state: 'closed' }, signal }, z.unknown())
}
