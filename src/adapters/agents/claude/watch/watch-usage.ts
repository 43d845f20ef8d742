import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ModelPrice } from '../../../../core/model/model-price.ts'
import { countTokens, type UsageReading } from '../../../../core/model/usage.ts'
import { type AnswerSum, createAnswerSum } from '../../signals/answer-sum.ts'
import { followLines, type LineFollower } from '../../signals/follow-lines.ts'
import { lookInTurn } from '../../signals/look-in-turn.ts'
import { readTranscriptLine } from '../transcript-message.ts'

export interface UsageWatch {
  /** Must be called with the data of each hook, which names the transcript. */
  readonly hear: (payload: unknown) => void
  /** Must be called when a turn has ended. The transcript is read shortly after that. */
  readonly turnEnded: () => void
  /** Must be called while a turn is running. The transcript is then read from time to time. */
  readonly isWorking: () => void
  readonly look: () => Promise<void>
  readonly close: () => void
}

export interface UsageSource {
  readonly prices: Readonly<Record<string, ModelPrice>>
  readonly note: (text: string) => void
}

const SETTLE_MS = 300
/**
 * If a reading after the end of a turn shows nothing new, czar reads again after these delays. On a busy machine, the last lines are
 * written only seconds after the end.
 */
const LATER_MS = [2_000, 8_000] as const
const WORKING_EVERY_MS = 15_000

const payloadSchema = z.object({ session_id: z.string().min(1), transcript_path: z.string().regex(/^\/.+\.jsonl$/) })

/**
 * Reads an agent's usage from the transcript that its hooks name. It reads only if the transcript may have changed, and never while the
 * agent is idle. Long: the inner functions share the transcript.
 */
export function watchUsage({ prices, note }: UsageSource, onReading: (reading: UsageReading) => void): UsageWatch {
  let transcript: Transcript | null = null
  const looks = lookInTurn(readOn, error => note(`usage could not be read: ${error.message}`))
  let told = 0
  let later: readonly number[] = []

  function hear(payload: unknown): void {
    const parsed = payloadSchema.safeParse(payload)
    if (!parsed.success || parsed.data.transcript_path === transcript?.path) return
    transcript = openTranscript(parsed.data.session_id, parsed.data.transcript_path, createAnswerSum(prices))
    told = 0
  }

  function turnEnded(): void {
    looks.close()
    later = LATER_MS
    looks.lookAfter(SETTLE_MS)
  }

  function isWorking(): void {
    later = []
    looks.lookAfter(WORKING_EVERY_MS)
  }

  async function readOn(): Promise<void> {
    const current = transcript
    if (current === null) return
    await catchUp(current)
    const reading = current.sum.reading()
    const tokens = countTokens(reading.tokens)
    if (current !== transcript) return
    const [next, ...rest] = tokens === told ? later : []
    later = rest
    if (next !== undefined) looks.lookAfter(next)
    if (tokens === told) return
    if (told === 0) for (const model of current.sum.unpriced()) note(`no price for model ${model}: the cost is unknown`)
    told = tokens
    onReading({ session: current.session, ...reading })
  }

  return { hear, turnEnded, isWorking, look: looks.look, close: looks.close }
}

interface Transcript {
  readonly session: string
  readonly path: string
  readonly sum: AnswerSum
  readonly files: Map<string, LineFollower>
}

function openTranscript(session: string, path: string, sum: AnswerSum): Transcript {
  return { session, path, sum, files: new Map([[path, followLines(path)]]) }
}

/** Reads the file of the session itself, and the files of its subagents in `<session>/subagents`. */
async function catchUp({ path, sum, files }: Transcript): Promise<void> {
  const beside = join(path.slice(0, -'.jsonl'.length), 'subagents')
  const names = (await readdir(beside).catch(() => [])).filter(name => name.endsWith('.jsonl'))
  for (const file of names.map(name => join(beside, name))) if (!files.has(file)) files.set(file, followLines(file))
  for (const [file, lines] of files) {
    const isOwn = file === path
    const take = (line: string): void => {
      const message = readTranscriptLine(line)
      if (message !== null) sum.add(isOwn ? message : { ...message, isSidechain: true })
    }
    await lines.read(take)
  }
}
