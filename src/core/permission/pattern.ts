/**
 * Whether a user's pattern fits a simple command as it is written. `*` stands for any text. ` *` or `:*` at the end
 * stands for any further words, or none.
 */
export function matchesPattern(pattern: string, command: string): boolean {
  const [, begin = pattern, end = ''] = /^(.*?)(:\*| \*)?$/s.exec(pattern) ?? []
  const parts = begin.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}${end === '' ? '' : '(?: .*)?'}$`, 's').test(command)
}
