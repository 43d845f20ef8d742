import type { WorkerId } from '../../core/model/ids.ts'
import { handoffFile } from './project-files.ts'
import { replaceFile } from './replace-file.ts'

/** Keeps what an agent wrote for the one after it beside the texts that were pasted; gives the absolute path. */
export function keepHandoff(projectDir: string, { worker, report, text }: { worker: WorkerId; report: number; text: string }): string {
  const path = handoffFile(projectDir, worker, report)
  replaceFile(path, text)
  return path
}
