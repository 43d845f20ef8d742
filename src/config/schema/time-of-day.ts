import { z } from 'zod'
import { quote } from '../problem.ts'
import { didYouMean } from '../text/did-you-mean.ts'

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/

/** A time of the day such as "22:00". It is read as minutes since midnight. */
export const timeOfDay = z
  .string({ error: issue => wrong(issue.input) })
  .regex(TIME, { error: issue => wrong(issue.input) })
  .transform(text => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)))

/** The IANA name of a time zone that this machine knows. */
export const zoneName = z.string().superRefine((name, context) => {
  if (isZone(name)) return
  const near = didYouMean(name, Intl.supportedValuesOf('timeZone'))
  context.addIssue({
    code: 'custom',
    message: `${quote(name)} is not a known time zone${near || '; write one such as Europe/Berlin or UTC'}`,
  })
})

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function wrong(input: unknown): string {
  const text = String(input).trim()
  const meant = /^\d{1,2}$/.test(text) ? `${text.padStart(2, '0')}:00` : text.padStart(5, '0')
  return `must be a time of the day such as "22:00", not ${quote(input)}${TIME.test(meant) ? `; did you mean ${quote(meant)}?` : ''}`
}
