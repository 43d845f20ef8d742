import { PreconditionError } from '../../core/model/errors.ts'
import { parseJson } from '../../core/text/parse-json.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import { type ResultsView, resultsSchema } from '../../core/views/results.ts'
import { resultFile, resultsFile } from './files/project-files.ts'
import { readRegularFile } from './files/read-regular-file.ts'
import { replaceFile } from './files/replace-file.ts'

/** The largest list of results: 10,000 tasks with the longest titles. */
const INDEX_MAX_BYTES = 16 * 1024 * 1024
/** The largest text of a result. Each of its characters may take three bytes. */
const TEXT_MAX_BYTES = 512 * 1024

/**
 * Writes the list of results, unless the file has the same content already, and returns its text. Only czar writes this file. `known` is
 * the text that the last call returned. If it is given, czar need not read the file, which names every task and is long. null: czar reads
 * the file.
 */
export function writeResults(projectDir: string, index: ResultsView, known: string | null): string {
  const text = `${JSON.stringify(index, null, 1)}\n`
  if (known === null) replaceIfOther(resultsFile(projectDir), text, INDEX_MAX_BYTES)
  else if (text !== known) replaceFile(resultsFile(projectDir), text)
  return text
}

/** Writes the text of one result, unless the file has the same content already. */
export function writeResult(projectDir: string, task: string, text: string): void {
  replaceIfOther(resultFile(projectDir, task), text, TEXT_MAX_BYTES)
}

/** Reads the list of results. null: no result was reported yet. Throws PreconditionError if the file is something else. */
export function readResults(projectDir: string): ResultsView | null {
  const path = resultsFile(projectDir)
  const reading = readRegularFile(path, { maxBytes: INDEX_MAX_BYTES })
  if (reading.kind === 'missing') return null
  const index = reading.kind === 'read' ? resultsSchema.safeParse(parseJson(reading.text)) : null
  if (index?.success) return index.data
  // Czar writes the list again when a task changes, or at the next launch.
  throw new PreconditionError(`${path} ${reading.kind === 'refused' ? reading.reason : 'is not an index of results'}`, {
    hint: `rm ${shellWord(path)}`,
  })
}

/** The text of one result. null: there is none. */
export function readResult(projectDir: string, task: string): string | null {
  const path = resultFile(projectDir, task)
  const reading = readRegularFile(path, { maxBytes: TEXT_MAX_BYTES })
  if (reading.kind === 'refused') throw new PreconditionError(`${path} ${reading.reason}`, { hint: `ls -la ${shellWord(path)}` })
  return reading.kind === 'missing' ? null : reading.text
}

function replaceIfOther(path: string, text: string, maxBytes: number): void {
  const known = readRegularFile(path, { maxBytes })
  if (known.kind !== 'read' || known.text !== text) replaceFile(path, text)
}
