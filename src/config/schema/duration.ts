import { z } from 'zod'
import { quote } from '../problem.ts'
import { DURATION, parseDuration } from '../text/parse-duration.ts'

/** A duration, which may be zero (`0s`). */
export const duration = z
  .string({ error: issue => wrong(issue.input) })
  .regex(DURATION, { error: issue => wrong(issue.input) })
  .transform((text, context) => parseDuration(text) ?? reject(context, `${quote(text)} is longer than 20d`))

/** A duration of at least one millisecond. */
export const positiveDuration = duration.refine(ms => ms > 0, 'must be more than 0')

/** A range of waiting times such as `10s..5m`: the first wait and the longest wait. */
export const durationRange = z
  .string({ error: 'must be a range of durations such as 10s..5m' })
  .regex(/^\w+\.\.\w+$/, 'must be a range of durations such as 10s..5m')
  .transform((text, context) => {
    const [from, to] = text.split('..').map(parseDuration)
    if (from == null || to == null) return reject(context, `${quote(text)} is not a range of durations such as 10s..5m`)
    return from <= to ? { fromMs: from, toMs: to } : reject(context, `${quote(text)} begins later than it ends`)
  })

function wrong(input: unknown): string {
  return `must be a duration such as 90s, 1h30m or 400ms, not ${quote(input)}${guess(input)}`
}

/** The message for common mistakes: numbers without a unit, spaces, and long names of units. */
function guess(input: unknown): string {
  const text = String(input).toLowerCase().replaceAll(/\s/g, '')
  const short = text
    .replace(/minutes?|mins?/, 'm')
    .replace(/seconds?|secs?/, 's')
    .replace(/hours?|hrs?/, 'h')
    .replace(/days?/, 'd')
  const meant = /^\d+$/.test(short) ? `${short}s` : short
  return parseDuration(meant) === null ? '' : `; did you mean ${quote(meant)}?`
}

function reject(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}
