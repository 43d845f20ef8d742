import type { StatusView } from '../../core/views/status.ts'
import { statusFile } from './files/project-files.ts'
import { replaceFile } from './files/replace-file.ts'

/** Replaces the shared status file of a project; readers see the old view or this one, whole. Throws ToolError. */
export function writeStatus(projectDir: string, view: StatusView): void {
  replaceFile(statusFile(projectDir), `${JSON.stringify(view, null, 2)}\n`)
}
