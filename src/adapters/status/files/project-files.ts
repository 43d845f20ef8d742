import { join } from 'node:path'
import { UsageError } from '../../../core/model/errors.ts'

/**
 * The path of the status file, in the project's own directory. The names of these files also appear in the documentation and in the
 * agents' task texts.
 */
export function statusFile(projectDir: string): string {
  return join(projectDir, 'status.json')
}

/** The file with the state as it was after one of the journal's records. It only saves time, so it may be deleted. */
export function snapshotFile(projectDir: string): string {
  return join(projectDir, 'snapshot.json')
}

/** The summary for people, which czar writes at the end of the project. */
export function summaryFile(projectDir: string): string {
  return join(projectDir, 'summary.md')
}

export function reportsDirectory(projectDir: string): string {
  return join(projectDir, 'workers')
}

/** The file with a worker's reports. Only the worker writes it. */
export function reportsFile(projectDir: string, worker: string): string {
  return join(reportsDirectory(projectDir), `${safeName('worker', worker)}.json`)
}

/** The file with the list of texts that czar pasted to a worker. Czar writes it. */
export function inboxFile(projectDir: string, worker: string): string {
  return join(projectDir, 'inbox', `${safeName('worker', worker)}.json`)
}

/** The file with the letters that other workers sent to a worker. Czar writes it. */
export function lettersFile(projectDir: string, worker: string): string {
  return join(projectDir, 'inbox', `${safeName('worker', worker)}.letters.json`)
}

export function textsDirectory(projectDir: string): string {
  return join(projectDir, 'texts')
}

/** The file with the exact text of one message. Czar writes it. */
export function textFile(projectDir: string, message: string): string {
  return join(textsDirectory(projectDir), `${safeName('message', message)}.txt`)
}

/**
 * The file with the notes that an agent leaves for the agent that replaces it, by the number of its report. It has a directory of its own,
 * so that a sandbox can let the agent write there but not to other texts.
 */
export function handoffFile(projectDir: string, worker: string, report: number): string {
  return join(projectDir, 'texts', 'handoffs', `${safeName('worker', worker)}-${report}.md`)
}

/** The list of the tasks' results. Czar writes it. */
export function resultsFile(projectDir: string): string {
  return join(projectDir, 'results', 'index.json')
}

/** The file with a worker's text about the result of a task. Czar writes it. */
export function resultFile(projectDir: string, task: string): string {
  return join(projectDir, 'results', `${safeName('task', task)}.md`)
}

/** Checks a name that becomes a part of a path. A worker's name comes from its environment, so it must contain neither `/` nor dots. */
function safeName(what: string, name: string): string {
  if (/^[a-z][a-z0-9_-]{0,39}$/.test(name)) return name
  throw new UsageError(`${JSON.stringify(name.slice(0, 60))} is not the name of a ${what}`, { hint: 'czar status' })
}
