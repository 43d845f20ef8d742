import { InvalidArgumentError } from 'commander'

/** Reads the id of a fact, such as f12. */
export function parseFactId(text: string): number {
  const [, digits] = /^f([1-9]\d{0,8})$/i.exec(text) ?? []
  if (digits !== undefined) return Number(digits)
  throw new InvalidArgumentError('it must be the id of a fact, such as f12')
}
