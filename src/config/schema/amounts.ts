import { z } from 'zod'
import { quote } from '../problem.ts'

const COUNT = /^(\d{1,9}(?:\.\d{1,3})?)([kM])$/
const UNITS: Readonly<Record<string, number>> = { k: 1_000, M: 1_000_000 }

/** A number of tokens, such as 900000, `500k`, `2M` or `1.5M`. */
export const tokenCount = z
  .union([z.int({ error: noCount }).min(1, { error: noCount }), z.string().regex(COUNT, { error: noCount })], { error: noCount })
  .transform((amount, context) => {
    if (typeof amount === 'number') return amount
    const [, count, unit = ''] = COUNT.exec(amount) ?? []
    const tokens = Math.round(Number(count) * (UNITS[unit] ?? 1))
    if (tokens >= 1) return tokens
    context.addIssue({ code: 'custom', message: 'must be more than 0' })
    return z.NEVER
  })

const SIZE = /^(\d{1,6}(?:\.\d{1,3})?) ?([MGT])B$/
const SIZES: Readonly<Record<string, number>> = { M: 1e6, G: 1e9, T: 1e12 }

/** Disk space in bytes, such as `500MB`, `1.5GB` or 0. */
export const bytes = z.union([z.literal(0), z.string().regex(SIZE, { error: noSize })], { error: noSize }).transform(size => {
  if (size === 0) return 0
  const [, count, unit = ''] = SIZE.exec(size) ?? []
  return Math.round(Number(count) * (SIZES[unit] ?? 1))
})

/** An amount in US dollars, such as 5 or 0.5. */
export const dollars = z
  .number({ error: issue => `must be a number of US dollars such as 5 or 0.5, not ${quote(issue.input)}` })
  .positive()
  .max(1_000_000)

const PERCENT = /^(?:100|[1-9]?\d)%$/

/** A share in percent. `80%` is read as 0.8. */
export const percent = z
  .string({ error: issue => wrong(issue.input) })
  .regex(PERCENT, { error: issue => wrong(issue.input) })
  .transform(text => Number(text.slice(0, -1)) / 100)

function wrong(input: unknown): string {
  const meant = `${String(input).replace(/%$/, '')}%`
  return `must be a share such as 80%, not ${quote(input)}${PERCENT.test(meant) ? `; did you mean ${meant}?` : ''}`
}

function noCount({ input }: { readonly input?: unknown }): string {
  return `must be a number of tokens such as 500k, 2M or 900000, not ${quote(input)}`
}

function noSize({ input }: { readonly input?: unknown }): string {
  return `must be a size such as 500MB or 2GB, or 0, not ${quote(input)}`
}
