import { z } from 'zod'
import { PreconditionError } from '../../core/model/errors.ts'
import type { WorkerId } from '../../core/model/ids.ts'
import { parseJson } from '../../core/text/parse-json.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import { lettersFile } from './files/project-files.ts'
import { readRegularFile } from './files/read-regular-file.ts'
import { replaceFile } from './files/replace-file.ts'

const lettersSchema = z.lazy(() =>
  z.object({
    version: z.literal(1),
    /** The number of the last letter that the worker has read, as far as czar knows. */
    read: z.number(),
    received: z.array(
      z.object({
        number: z.number(),
        from: z.string().transform(id => id as WorkerId),
        /** When the letter was sent, in ms since the epoch. */
        at: z.number(),
        text: z.string(),
      }),
    ),
  }),
)

/** The letters that other workers sent to a worker. The newest is the last. */
export type LettersFile = z.infer<typeof lettersSchema>

/** The largest file: 50 letters of 2,000 characters, each character escaped in JSON. */
const LETTERS_MAX_BYTES = 1024 * 1024

/** Writes the file of letters that a worker can read, unless it has the same content already. Only czar writes this file. */
export function writeLetters(projectDir: string, worker: WorkerId, letters: Omit<LettersFile, 'version'>): void {
  const path = lettersFile(projectDir, worker)
  const text = `${JSON.stringify({ version: 1, ...letters }, null, 1)}\n`
  const known = readRegularFile(path, { maxBytes: LETTERS_MAX_BYTES })
  if (known.kind !== 'read' || known.text !== text) replaceFile(path, text)
}

/** Reads the letters that other workers sent to a worker. */
export function readLetters(projectDir: string, worker: WorkerId): LettersFile {
  const path = lettersFile(projectDir, worker)
  const reading = readRegularFile(path, { maxBytes: LETTERS_MAX_BYTES })
  if (reading.kind === 'missing') return { version: 1, read: 0, received: [] }
  const letters = reading.kind === 'read' ? lettersSchema.safeParse(parseJson(reading.text)) : null
  if (letters?.success) return letters.data
  // Czar makes the file from its state. So it writes the file again when the next letter comes, or at the next launch.
  throw new PreconditionError(`${path} ${reading.kind === 'refused' ? reading.reason : 'holds no letters'}`, {
    hint: `rm ${shellWord(path)}`,
  })
}
