import type { WorkerId } from '../../../core/model/ids.ts'
import { handoffFile } from '../files/project-files.ts'
import { replaceFile } from '../files/replace-file.ts'

/** Keeps an agent's handoff to its successor beside the pasted texts; returns the absolute path. */
export function keepHandoff(projectDir: string, { worker, report, text }: { worker: WorkerId; report: number; text: string }): string {
  const path = handoffFile(projectDir, worker, report)
  replaceFile(path, text)
  return path
}
