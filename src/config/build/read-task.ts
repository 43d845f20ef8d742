import { createHash } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import type { TaskText } from '../../core/model/project.ts'
import type { Disk, ParseContext } from '../context.ts'
import { quote } from '../problem.ts'
import { decodeUtf8 } from '../text/decode-utf8.ts'
import { expandHome } from '../text/expand-home.ts'

/** The whole text of a task, from the project file or from the file that it names. If there is no text, returns the problem. */
export function readTask(value: string, context: ParseContext): TaskText | { readonly problem: string } {
  if (!namesFile(value)) return writtenTask(value)
  const path = resolve(dirname(context.file), expandHome(value, context.homeDir))
  return readTaskFile(path, value, context.disk)
}

/** The whole text of a task file. `shownAs` is the file's name as the person wrote it. */
export function readTaskFile(path: string, shownAs: string, disk: Disk): TaskText | { readonly problem: string } {
  const read = disk.readTask(path)
  if ('problem' in read) return { problem: `task file ${quote(shownAs)} ${read.problem} (${path})` }
  const decoded = decodeUtf8(read.bytes)
  if ('offset' in decoded) {
    const where = `byte ${decoded.offset}, line ${decoded.line}`
    return { problem: `task file ${quote(shownAs)} is not UTF-8: ${where}; save it as UTF-8 (${path})` }
  }
  return isBlank(decoded.text) ? { problem: `task file ${quote(shownAs)} is empty (${path})` } : taskText(decoded.text, path)
}

/** The text of a task that is written in the project file itself. */
export function writtenTask(value: string): TaskText | { readonly problem: string } {
  return isBlank(value) ? { problem: 'the task is empty; describe the work' } : taskText(value, null)
}

/**
 * Whether a value names a file: it is one line and begins with ./ or ../ or ~/, or it is one line without spaces that ends in .md or .txt
 * or contains a '/'. Every other value is the task itself.
 */
export function namesFile(value: string): boolean {
  if (value.includes('\n')) return false
  if (/^(\.\.?|~)\//.test(value)) return true
  return !/\s/.test(value) && (/\.(md|txt)$/i.test(value) || value.includes('/'))
}

export function taskText(text: string, file: string | null): TaskText {
  return { text, sha256: createHash('sha256').update(text, 'utf8').digest('hex'), file }
}

function isBlank(text: string): boolean {
  return text.replace(/^\uFEFF/, '').trim() === ''
}
