import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'

/** Whether the program took the whole text. The program may turn tabs and line breaks into spaces. Everything else must be unchanged. */
export function isWhole(taken: readonly string[], wanted: string): boolean {
  const goal = flat(wanted)
  return taken.some(text => flat(text) === goal || repeats(text, wanted) || namesFileOf(text, goal)) || inLines(taken, goal)
}

/** Whether the program took the text line by line. */
function inLines(taken: readonly string[], goal: string): boolean {
  for (let first = 0; first < taken.length; first++) {
    let joined = ''
    for (let last = first; last < taken.length && joined.length < goal.length; last++) {
      joined = flat(`${joined} ${taken[last] ?? ''}`)
      if (joined === goal) return true
    }
  }
  return false
}

/** Whether the text is a single line that the program took several times in a row. Such a text counts as whole. */
function repeats(text: string, wanted: string): boolean {
  return !wanted.includes('\n') && text.includes(wanted) && text.replaceAll(wanted, '').trim() === ''
}

/** Whether the line only names the file that holds the text. */
function namesFileOf(text: string, goal: string): boolean {
  if (text.trim().includes('\n')) return false
  return (text.match(/\/[^\s"'`]+/g) ?? [])
    .map(path => path.replace(/[.,;:]$/, ''))
    .some(path => isFile(path) && flat(readFileSync(path, 'utf8')) === goal)
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

function flat(text: string): string {
  return text
    .replaceAll(/\x1b\[20[01]~/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
