import type { Context } from 'hono'

/** The answer to a call that the interface does not take, with what to do instead where that is known. */
export function refuse(context: Context, status: 400 | 404 | 413 | 415 | 500, message: string, hint?: string): Response {
  return context.json({ ok: false, message, hint: hint ?? null }, status)
}
