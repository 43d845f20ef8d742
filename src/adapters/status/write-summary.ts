import { summaryFile } from './files/project-files.ts'
import { replaceFile } from './files/replace-file.ts'

/** Puts what came of a project beside its status file, whole or not at all, and gives the absolute path. Throws ToolError. */
export function writeSummary(projectDir: string, text: string): string {
  const path = summaryFile(projectDir)
  replaceFile(path, text)
  return path
}
