import { summaryFile } from './files/project-files.ts'
import { replaceFile } from './files/replace-file.ts'

/** Writes the project's summary beside its status file, completely or not at all. Returns the absolute path. Throws ToolError. */
export function writeSummary(projectDir: string, text: string): string {
  const path = summaryFile(projectDir)
  replaceFile(path, text)
  return path
}
