import type { WorkerId } from '../../../core/model/ids.ts'
import { handoffFile } from '../files/project-files.ts'
import { replaceFile } from '../files/replace-file.ts'

/** Stores the notes that an agent leaves for the agent that replaces it. Returns the absolute path. */
export function keepHandoff(projectDir: string, { worker, report, text }: { worker: WorkerId; report: number; text: string }): string {
  const path = handoffFile(projectDir, worker, report)
  replaceFile(path, text)
  return path
}
