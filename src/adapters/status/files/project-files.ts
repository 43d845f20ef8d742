import { join } from 'node:path'
import { UsageError } from '../../../core/model/errors.ts'

/** Paths of one project's files in its status directory. Docs and briefs contain these names. */
export function statusFile(projectDir: string): string {
  return join(projectDir, 'status.json')
}

/** The state folded from the journal up to one of its records. It is only a cache, so it may be deleted. */
export function snapshotFile(projectDir: string): string {
  return join(projectDir, 'snapshot.json')
}

/** Summary for people; the czar writes it at the end. */
export function summaryFile(projectDir: string): string {
  return join(projectDir, 'summary.md')
}

export function reportsDirectory(projectDir: string): string {
  return join(projectDir, 'workers')
}

/** A worker's own file: only the worker writes it. */
export function reportsFile(projectDir: string, worker: string): string {
  return join(reportsDirectory(projectDir), `${safeName('worker', worker)}.json`)
}

/** List of texts pasted to a worker; the czar writes it. */
export function inboxFile(projectDir: string, worker: string): string {
  return join(projectDir, 'inbox', `${safeName('worker', worker)}.json`)
}

/** Letters from others to a worker; the czar writes it. */
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

/** An agent's handoff to its successor, by report number. A sandbox lets it write here, but not to the texts around it. */
export function handoffFile(projectDir: string, worker: string, report: number): string {
  return join(projectDir, 'texts', 'handoffs', `${safeName('worker', worker)}-${report}.md`)
}

/** The index of the tasks' results; the czar writes it. */
export function resultsFile(projectDir: string): string {
  return join(projectDir, 'results', 'index.json')
}

/** A worker's account of a task's result; the czar writes it. */
export function resultFile(projectDir: string, task: string): string {
  return join(projectDir, 'results', `${safeName('task', task)}.md`)
}

/** Names become parts of paths, and a worker's name comes from its environment. So they may contain neither `/` nor dots. */
function safeName(what: string, name: string): string {
  if (/^[a-z][a-z0-9_-]{0,39}$/.test(name)) return name
  throw new UsageError(`${JSON.stringify(name.slice(0, 60))} is not the name of a ${what}`, { hint: 'czar status' })
}
