import type { Context } from 'hono'

/** The answer of the API to a call that it refuses. It has a hint if one is known. */
export function refuse(context: Context, status: 400 | 404 | 413 | 415 | 500, message: string, hint?: string): Response {
  return context.json({ ok: false, message, hint: hint ?? null }, status)
}
