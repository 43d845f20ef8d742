/**
 * Whether a user's pattern fits a simple command exactly as it stands there. `*` stands for any text. A blank or `:*` before the end stands
 * for any more words, or none.
 */
export function matchesPattern(pattern: string, command: string): boolean {
  const [, begin = pattern, end = ''] = /^(.*?)(:\*| \*)?$/s.exec(pattern) ?? []
  const parts = begin.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}${end === '' ? '' : '(?: .*)?'}$`, 's').test(command)
}
