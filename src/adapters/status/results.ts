import { PreconditionError } from '../../core/model/errors.ts'
import { parseJson } from '../../core/text/parse-json.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import { type ResultsView, resultsSchema } from '../../core/views/results.ts'
import { resultFile, resultsFile } from './files/project-files.ts'
import { readRegularFile } from './files/read-regular-file.ts'
import { replaceFile } from './files/replace-file.ts'

/** Largest index: 10,000 tasks with the longest titles. */
const INDEX_MAX_BYTES = 16 * 1024 * 1024
/** Each character of a text may take three bytes. */
const TEXT_MAX_BYTES = 512 * 1024

/**
 * Replaces the index of results, unless the file has the same content already. Only the czar writes it. Returns its
 * text. `known` is the text of the last call; it saves reading the file, which names every task and is long. null: the
 * file is read.
 */
export function writeResults(projectDir: string, index: ResultsView, known: string | null): string {
  const text = `${JSON.stringify(index, null, 1)}\n`
  if (known === null) replaceIfOther(resultsFile(projectDir), text, INDEX_MAX_BYTES)
  else if (text !== known) replaceFile(resultsFile(projectDir), text)
  return text
}

/** Replaces the text of one result, unless the file has the same content already. */
export function writeResult(projectDir: string, task: string, text: string): void {
  replaceIfOther(resultFile(projectDir, task), text, TEXT_MAX_BYTES)
}

/** The index; null: no result is reported yet. Throws PreconditionError if the file is no index. */
export function readResults(projectDir: string): ResultsView | null {
  const path = resultsFile(projectDir)
  const reading = readRegularFile(path, { maxBytes: INDEX_MAX_BYTES })
  if (reading.kind === 'missing') return null
  const index = reading.kind === 'read' ? resultsSchema.safeParse(parseJson(reading.text)) : null
  if (index?.success) return index.data
  // The czar writes the index again at the next change of a task, or at launch.
  throw new PreconditionError(`${path} ${reading.kind === 'refused' ? reading.reason : 'is no index of results'}`, {
    hint: `rm ${shellWord(path)}`,
  })
}

/** The text of one result; null when it is not there. */
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
