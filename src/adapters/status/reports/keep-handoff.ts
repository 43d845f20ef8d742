import type { WorkerId } from '../../../core/model/ids.ts'
import { handoffFile } from '../files/project-files.ts'
import { replaceFile } from '../files/replace-file.ts'

/** Keeps what an agent wrote for the one after it beside the texts that were pasted; gives the absolute path. */
export function keepHandoff(projectDir: string, { worker, report, text }: { worker: WorkerId; report: number; text: string }): string {
  const path = handoffFile(projectDir, worker, report)
  replaceFile(path, text)
  return path
}
