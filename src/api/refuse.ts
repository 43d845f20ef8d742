import type { Context } from 'hono'

/** The API's answer to a call that it refuses, with a hint if one is known. */
export function refuse(context: Context, status: 400 | 404 | 413 | 415 | 500, message: string, hint?: string): Response {
  return context.json({ ok: false, message, hint: hint ?? null }, status)
}
