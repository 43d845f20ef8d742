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
    /** The worker has read letters up to this number, as far as the czar knows. */
    read: z.number(),
    received: z.array(
      z.object({
        number: z.number(),
        from: z.string().transform(id => id as WorkerId),
        /** Milliseconds since the epoch. */
        at: z.number(),
        text: z.string(),
      }),
    ),
  }),
)

/** Letters from others to a worker, newest last. */
export type LettersFile = z.infer<typeof lettersSchema>

/** 50 letters of 2,000 characters, each escaped as JSON at worst. */
const LETTERS_MAX_BYTES = 1024 * 1024

/** Replaces the file of letters that a worker can read, unless its content is the same already. Only the czar writes it. */
export function writeLetters(projectDir: string, worker: WorkerId, letters: Omit<LettersFile, 'version'>): void {
  const path = lettersFile(projectDir, worker)
  const text = `${JSON.stringify({ version: 1, ...letters }, null, 1)}\n`
  const known = readRegularFile(path, { maxBytes: LETTERS_MAX_BYTES })
  if (known.kind !== 'read' || known.text !== text) replaceFile(path, text)
}

/** Reads the letters from others to a worker. */
export function readLetters(projectDir: string, worker: WorkerId): LettersFile {
  const path = lettersFile(projectDir, worker)
  const reading = readRegularFile(path, { maxBytes: LETTERS_MAX_BYTES })
  if (reading.kind === 'missing') return { version: 1, read: 0, received: [] }
  const letters = reading.kind === 'read' ? lettersSchema.safeParse(parseJson(reading.text)) : null
  if (letters?.success) return letters.data
  // The file is computed from the state, so the czar writes it again at the next letter or launch.
  throw new PreconditionError(`${path} ${reading.kind === 'refused' ? reading.reason : 'holds no letters'}`, {
    hint: `rm ${shellWord(path)}`,
  })
}
