/** Returns a number with its noun: `1 worker`, `3 workers`. */
export function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
