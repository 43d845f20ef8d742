import { join } from 'node:path'
import { UsageError } from '../../../core/model/errors.ts'

/** Where the files of one project lie in its status directory; the names are in docs and in briefs. */
export function statusFile(projectDir: string): string {
  return join(projectDir, 'status.json')
}

/** What the journal comes to up to one of its records: it saves time and nothing else, so it may be deleted. */
export function snapshotFile(projectDir: string): string {
  return join(projectDir, 'snapshot.json')
}

/** What came of it, for people; the czar writes it at the end. */
export function summaryFile(projectDir: string): string {
  return join(projectDir, 'summary.md')
}

export function reportsDirectory(projectDir: string): string {
  return join(projectDir, 'workers')
}

/** A worker's own file: nobody else writes it. */
export function reportsFile(projectDir: string, worker: string): string {
  return join(reportsDirectory(projectDir), `${safeName('worker', worker)}.json`)
}

/** Which texts were pasted to a worker; the czar writes it. */
export function inboxFile(projectDir: string, worker: string): string {
  return join(projectDir, 'inbox', `${safeName('worker', worker)}.json`)
}

/** What others said to a worker; the czar writes it. */
export function lettersFile(projectDir: string, worker: string): string {
  return join(projectDir, 'inbox', `${safeName('worker', worker)}.letters.json`)
}

export function textsDirectory(projectDir: string): string {
  return join(projectDir, 'texts')
}

/** The exact text of one message; the czar writes it. */
export function textFile(projectDir: string, message: string): string {
  return join(textsDirectory(projectDir), `${safeName('message', message)}.txt`)
}

/** What an agent wrote for the one after it, by the number of its report. A sandbox lets it write here, and not to the texts around it. */
export function handoffFile(projectDir: string, worker: string, report: number): string {
  return join(projectDir, 'texts', 'handoffs', `${safeName('worker', worker)}-${report}.md`)
}

/** The index of what came of the tasks; the czar writes it. */
export function resultsFile(projectDir: string): string {
  return join(projectDir, 'results', 'index.json')
}

/** What a worker says came of a task; the czar writes it. */
export function resultFile(projectDir: string, task: string): string {
  return join(projectDir, 'results', `${safeName('task', task)}.md`)
}

/** Names become parts of paths, and a worker's comes from its environment: no `/`, no `..`, no dots at all. */
function safeName(what: string, name: string): string {
  if (/^[a-z][a-z0-9_-]{0,39}$/.test(name)) return name
  throw new UsageError(`${JSON.stringify(name.slice(0, 60))} is not the name of a ${what}`, { hint: 'czar status' })
}
