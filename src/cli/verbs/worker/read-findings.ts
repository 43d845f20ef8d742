import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { FINDINGS_MAX_BYTES, type Finding, findingsFileSchema } from '../../../core/events/review/findings.ts'
import { UsageError } from '../../../core/model/errors.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import type { CliIo } from '../../io.ts'
import { readText } from '../../read-input.ts'

const HINT = 'czar report review --help'
const TOLD = 5

/** Reads a review's findings from a file, or from standard input for `-`. Throws a UsageError that names every fault of the file. */
export async function readFindings(file: string, io: CliIo): Promise<readonly Finding[]> {
  const name = file === '-' ? 'standard input' : plainText(file, 200)
  const text = file === '-' ? await readText(file, io) : await readWhole(resolve(io.cwd, file), name)
  const bytes = Buffer.byteLength(text)
  if (bytes > FINDINGS_MAX_BYTES) throw tooLarge(name, bytes)
  const parsed = findingsFileSchema.safeParse(parse(text, name))
  if (parsed.success) return parsed.data.findings
  const details = parsed.error.issues.slice(0, TOLD).map(({ path, message }) => plainText(`${placeIn(path)}: ${message}`, 300))
  throw new UsageError(`${name} is not a file of findings`, { details, hint: HINT })
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const why = plainText(cause instanceof Error ? cause.message : String(cause), 200)
    throw new UsageError(`${name} is not JSON: ${why}`, { hint: HINT, cause })
  }
}

async function readWhole(path: string, name: string): Promise<string> {
  try {
    const facts = await stat(path)
    // Reading a device or a pipe might never end.
    if (!facts.isFile()) throw new Error('it is not a regular file')
    if (facts.size > FINDINGS_MAX_BYTES) throw tooLarge(name, facts.size)
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    throw new UsageError(`${name} cannot be read: ${(cause as Error).message}`, { hint: HINT, cause })
  }
}

function tooLarge(name: string, bytes: number): UsageError {
  return new UsageError(`${name} has ${bytes} bytes; findings have at most ${FINDINGS_MAX_BYTES / 1024} KB`, {
    hint: 'report the worst findings, each in a few sentences',
  })
}

/** A place inside the findings file as text, such as `findings[2].line`. */
function placeIn(path: readonly PropertyKey[]): string {
  const place = path.map(step => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
  return place === '' ? 'the file' : place.replace(/^\./, '')
}
