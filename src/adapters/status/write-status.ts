import type { StatusView } from '../../core/views/status.ts'
import { statusFile } from './files/project-files.ts'
import { replaceFile } from './files/replace-file.ts'

/** Writes the status file of a project in one step. A reader sees either the whole old view or the whole new one. Throws ToolError. */
export function writeStatus(projectDir: string, view: StatusView): void {
  replaceFile(statusFile(projectDir), `${JSON.stringify(view, null, 2)}\n`)
}
