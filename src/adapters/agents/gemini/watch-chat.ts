import { dirname } from 'node:path'
import { z } from 'zod'
import type { ModelPrice } from '../../../core/model/model-price.ts'
import { countTokens, type UsageReading } from '../../../core/model/usage.ts'
import { type AnswerSum, createAnswerSum } from '../signals/answer-sum.ts'
import { type DirectoryFollower, followDirectory } from '../signals/follow-directory.ts'
import { followLines, type LineFollower } from '../signals/follow-lines.ts'
import { lookInTurn } from '../signals/look-in-turn.ts'
import { chatFiles } from './chat-files.ts'
import { readChatLine } from './chat-line.ts'

export interface ChatWatch {
  /** Must be called with the data of each hook, which names the file of the session. */
  readonly hear: (payload: unknown) => void
  readonly look: () => Promise<void>
  readonly close: () => void
}

export interface ChatListeners {
  readonly onUsage: (reading: UsageReading) => void
  /** Called if a person refused a tool call, or stopped the turn during one. `at` is the time by the program's clock (ms). */
  readonly onCancelled: (at: number) => void
  readonly note: (text: string) => void
}

/** How long czar waits after a change of the file, because the program writes the file several times for each answer. */
const SETTLE_MS = 200
/** The context window, in tokens, that Gemini CLI 0.61.0 assumes for every Gemini model. */
const WINDOW = 1_048_576

const payloadSchema = z.object({ session_id: z.string().min(1), transcript_path: z.string().regex(/^\/.+\.jsonl$/) })

interface Session {
  readonly id: string
  readonly chats: string
  readonly sum: AnswerSum
  readonly files: Map<string, LineFollower>
  readonly follower: DirectoryFollower
}

/** Reads an agent's usage and its cancelled tool calls from the files of its session. Long: the inner functions share the file. */
export function watchChat(prices: Readonly<Record<string, ModelPrice>>, { onUsage, onCancelled, note }: ChatListeners): ChatWatch {
  let session: Session | null = null
  const looks = lookInTurn(readOn, error => note(`the session's file could not be read: ${error.message}`))
  let told = 0
  let isClosed = false

  function hear(payload: unknown): void {
    const parsed = payloadSchema.safeParse(payload)
    if (!parsed.success || parsed.data.session_id === session?.id || isClosed) return
    const chats = dirname(parsed.data.transcript_path)
    session?.follower.close()
    session = {
      id: parsed.data.session_id,
      chats,
      sum: createAnswerSum(prices, windowOf),
      files: new Map(),
      follower: followDirectory(chats, soon, note),
    }
    told = 0
    soon()
  }

  function soon(): void {
    if (!isClosed) looks.lookAfter(SETTLE_MS)
  }

  async function readOn(): Promise<void> {
    const current = session
    if (current === null) return
    for (const file of await chatFiles(current.chats, current.id)) {
      if (!current.files.has(file)) current.files.set(file, followLines(file))
    }
    for (const lines of current.files.values()) await lines.read(line => take(current, line))
    tell(current)
  }

  function take({ sum }: Session, line: string): void {
    const said = readChatLine(line)
    if (said === null || isClosed) return
    if (said.answer !== null) sum.add(said.answer)
    if (said.isCancelled) onCancelled(said.at)
  }

  function tell({ id, sum }: Session): void {
    const reading = sum.reading()
    const tokens = countTokens(reading.tokens)
    if (id !== session?.id || tokens === told || isClosed) return
    if (told === 0) for (const model of sum.unpriced()) note(`no price for model ${model}: the cost is unknown`)
    told = tokens
    onUsage({ session: id, ...reading })
  }

  function close(): void {
    isClosed = true
    session?.follower.close()
    looks.close()
  }

  return { hear, look: looks.look, close }
}

function windowOf(model: string): number | null {
  return model.startsWith('gemini') ? WINDOW : null
}
