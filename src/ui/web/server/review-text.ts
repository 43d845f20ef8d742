import { z } from 'zod'
import { counted } from '../../../core/text/counted.ts'
import { plainText } from '../../../core/text/plain-text.ts'

/** No line or name is longer than this after its hidden characters are written out. A hidden character then takes eight characters. */
const MOST_CHARS = 40_000

/** A person's remarks on lines of a diff. */
export const lineReviewSchema = z.strictObject({
  /** The digest of the changes that the person reviewed. */
  digest: z.string(),
  note: z.string().max(10_000),
  comments: z
    .array(
      z.strictObject({
        path: z.string().min(1).max(4_096),
        /** Whether the line numbers count in the file before the change or after it. */
        side: z.enum(['old', 'new']),
        line: z.number().int().positive(),
        /** The lines that the remark is about, with their sign: ` `, `+` or `-`. */
        lines: z.array(z.string().max(2_000)).min(1).max(50),
        text: z.string().min(1).max(10_000),
        /** Whether the changes no longer have the line. */
        gone: z.boolean().default(false),
      }),
    )
    .max(200),
})

export type LineReview = z.infer<typeof lineReviewSchema>

/**
 * Writes all remarks as one message to the worker, each with its file, its line and the quoted lines. File names and lines come from the
 * worker. So their control characters are removed, because some of them end a paste or act as keys in the agent's terminal.
 */
export function reviewText({ note, comments }: LineReview): string {
  const head = `A person has read your changes and has ${counted(comments.length, 'remark')}.`
  const parts = comments.map(({ path, side, line, lines, text, gone }) => {
    const notes = [...(side === 'old' ? ['before your change'] : []), ...(gone ? ['you have changed this line since'] : [])]
    const place = `${plainText(path, MOST_CHARS)}:${line}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`
    return [place, ...lines.map(quoted => `> ${plainText(quoted, MOST_CHARS)}`), '', text.trim()].join('\n')
  })
  return [head, ...(note.trim() === '' ? [] : [note.trim()]), ...parts].join('\n\n')
}
