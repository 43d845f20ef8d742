import { z } from 'zod'
import { PreconditionError } from '../../../core/model/errors.ts'
import type { MessageId, WorkerId } from '../../../core/model/ids.ts'
import { parseJson } from '../../../core/text/parse-json.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { inboxFile, textFile } from '../files/project-files.ts'
import { readRegularFile } from '../files/read-regular-file.ts'
import { replaceFile } from '../files/replace-file.ts'
import { readKeptText } from '../files/texts.ts'

const entrySchema = z.lazy(() =>
  z.object({
    message: z.string().transform(id => id as MessageId),
    /** Why the text was sent, for example `brief` (the task), `rework` or `nudge`. */
    kind: z.string(),
    assignment: z.string().nullable(),
    /** When the text was delivered, in ms since the epoch. */
    at: z.number(),
  }),
)
const inboxSchema = z.lazy(() => z.object({ version: z.literal(1), entries: z.array(entrySchema) }))

export type InboxEntry = z.infer<typeof entrySchema>

/** A delivered message. `text` is null if the stored text no longer exists. */
export interface InboxMessage extends InboxEntry {
  readonly path: string
  readonly text: string | null
}

const ENTRIES_KEPT = 200
const INBOX_MAX_BYTES = 1024 * 1024

/**
 * Records that a message was delivered to a worker. If it is called again for the same message, nothing changes. Only czar writes this
 * file.
 */
export function appendInbox(projectDir: string, worker: WorkerId, entry: InboxEntry): void {
  const reading = readEntries(projectDir, worker)
  // If the file is broken, it is written anew, because it must not block a delivery. The journal has all of its content.
  const entries = typeof reading === 'string' ? [] : reading
  if (entries.some(known => known.message === entry.message)) return
  const inbox = { version: 1, entries: [...entries, entry].slice(-ENTRIES_KEPT) }
  replaceFile(inboxFile(projectDir, worker), `${JSON.stringify(inbox, null, 1)}\n`)
}

/** The messages that were delivered to a worker, the oldest first, with their exact texts (for `czar inbox`). */
export function readInbox(projectDir: string, worker: WorkerId): readonly InboxMessage[] {
  const entries = readEntries(projectDir, worker)
  if (typeof entries === 'string') throw new PreconditionError(entries, { hint: `rm ${shellWord(inboxFile(projectDir, worker))}` })
  return entries.map(entry => ({
    ...entry,
    path: textFile(projectDir, entry.message),
    text: readKeptText(projectDir, entry.message),
  }))
}

/** Reads the list. If something is wrong with the file, returns a string that says what. */
function readEntries(projectDir: string, worker: WorkerId): readonly InboxEntry[] | string {
  const path = inboxFile(projectDir, worker)
  const reading = readRegularFile(path, { maxBytes: INBOX_MAX_BYTES })
  if (reading.kind === 'missing') return []
  const parsed = reading.kind === 'read' ? inboxSchema.safeParse(parseJson(reading.text)) : null
  if (parsed?.success) return parsed.data.entries
  return `${path} ${reading.kind === 'refused' ? reading.reason : 'is not an inbox'}`
}
