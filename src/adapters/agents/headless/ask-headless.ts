import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { InternalError } from '../../../core/model/errors.ts'
import type { AgentProfile } from '../../../core/model/project.ts'
import { keepCommand } from '../../processes/keep-command.ts'
import { DRIVERS } from '../drivers.ts'
import type { HeadlessAnswer } from './headless.ts'

export interface HeadlessOrder {
  readonly profile: AgentProfile
  /** The program with its arguments. The program is an absolute path. */
  readonly command: readonly string[]
  /** The question, which the program gets on its standard input. */
  readonly prompt: string
  readonly cwd: string
  /** The whole environment of the program. */
  readonly env: Readonly<Record<string, string>>
  /** A variable that all processes of the program inherit, so that czar can find and end them. */
  readonly mark: { readonly name: string; readonly value: string }
  readonly usd: number | null
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Called for each line of the program that says something new. */
  readonly onProgress: (answer: HeadlessAnswer) => void
}

/** How the program's run ended. exited: by itself. Otherwise czar ended it. */
export type HeadlessEnd = 'exited' | 'timeout' | 'budget' | 'cancelled' | 'flood'

export interface HeadlessResult extends HeadlessAnswer {
  readonly end: HeadlessEnd
  readonly status: number | null
  /** The end of the program's error output. */
  readonly stderr: string
}

const GRACE_MS = 2_000
const MOST_STDERR = 8_000
/** A program that prints more than this does not answer any more. */
const MOST_BYTES = 64 * 1024 * 1024

/** The kinds of programs that czar can ask, for messages. */
export function headlessKinds(): readonly string[] {
  return Object.entries(DRIVERS).flatMap(([kind, { loadHeadless }]) => (loadHeadless === null ? [] : [kind]))
}

/** The command that `askHeadless` would start, or null if czar does not know how to ask this kind of program. */
export async function headlessCommand({ profile, command, usd }: Pick<HeadlessOrder, 'profile' | 'command' | 'usd'>) {
  const program = await DRIVERS[profile.kind].loadHeadless?.()
  return program?.prepare({ profile, command, usd }) ?? null
}

/** Asks a program one question, and ends all its processes afterwards. */
export async function askHeadless(order: HeadlessOrder): Promise<HeadlessResult> {
  const { profile, command, usd, env, mark, cwd, signal } = order
  const program = await DRIVERS[profile.kind].loadHeadless?.()
  if (program === undefined) throw new InternalError(`czar cannot ask a ${profile.kind} program a question`)
  const prepared = program.prepare({ profile, command, usd })
  const reader = program.createReader()
  const kept = await keepCommand({ argv: prepared.argv, cwd, env: { ...env, ...prepared.env }, mark, stdin: 'pipe', stderr: 'pipe' })
  const stopped = Promise.withResolvers<HeadlessEnd>()
  let bytes = 0
  let stderr = ''
  kept.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > MOST_BYTES) stopped.resolve('flood')
  })
  kept.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-MOST_STDERR)
  })
  const lines = createInterface({ input: kept.stdout, crlfDelay: Number.POSITIVE_INFINITY })
  lines.on('line', line => {
    reader.hear(line)
    const answer = reader.answer()
    order.onProgress(answer)
    // An answer that is complete is used, whatever it cost.
    if (usd !== null && (answer.usd ?? 0) > usd && !answer.isOver) stopped.resolve('budget')
  })
  const isRead = new Promise<void>(resolve => lines.once('close', resolve))
  const timer = setTimeout(() => stopped.resolve('timeout'), order.timeoutMs)
  const cancel = () => stopped.resolve('cancelled')
  signal.addEventListener('abort', cancel)
  if (signal.aborted) cancel()
  // A program that ends before it has read the question closes the pipe.
  kept.stdin?.on('error', () => {}).end(order.prompt)
  const end = await Promise.race([kept.over.then(() => 'exited' as const), stopped.promise])
  clearTimeout(timer)
  signal.removeEventListener('abort', cancel)
  const ended = await kept.end(end === 'exited' ? 0 : GRACE_MS)
  await Promise.race([isRead, delay(GRACE_MS, undefined, { ref: false })])
  return { ...reader.answer(), end, status: ended?.status ?? null, stderr: stderr.trim() }
}
