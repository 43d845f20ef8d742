import { type Line, segment } from './line.ts'

/** A line with a title over the whole width. */
export function ruler(title: string, columns: number): Line {
  return [segment(`── ${title} `, 'faint'), segment('─'.repeat(Math.max(0, columns - title.length - 4)), 'faint')]
}
