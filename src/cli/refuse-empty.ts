import { UsageError } from '../core/model/errors.ts'

/**
 * Throws a UsageError that begins with `refusal` if a flag has an empty value, such as `--owns ""`. The keys are the names of the flags in
 * camel case.
 */
export function refuseEmpty(
  flags: Readonly<Record<string, unknown>>,
  { refusal, hint }: { readonly refusal: string; readonly hint: string },
): void {
  const isEmpty = (value: unknown) => typeof value === 'string' && value.trim() === ''
  const found = Object.entries(flags).find(([, value]) => (Array.isArray(value) ? value.some(isEmpty) : isEmpty(value)))
  if (found === undefined) return
  const flag = found[0].replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
  throw new UsageError(`${refusal}: --${flag} has an empty value; leave the flag out, or give it a value`, { hint })
}
