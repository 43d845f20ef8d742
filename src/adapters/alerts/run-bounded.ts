import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { ToolError } from '../../core/model/errors.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { keepCommand } from '../processes/keep-command.ts'

/** A program that is run for one alert. */
export interface BoundedRun {
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** The standard input of the program. */
  readonly input?: string
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 10_000
const STDERR_CHARS = 300
const DEFAULT_PATH = '/usr/bin:/bin'

/** Runs a program without a shell until it ends. If its time is over, the program and everything that it started are killed. */
export async function runBounded(run: BoundedRun, signal: AbortSignal): Promise<string> {
  const { command, env, cwd, input = '', timeoutMs = TIMEOUT_MS } = run
  if (!isThere(run)) throw failure(run, MISSING, '')
  const mark = { name: 'CZAR_ALERT', value: randomUUID() }
  const kept = await keepCommand({ argv: command, cwd, env, mark, stdin: 'pipe', stderr: 'pipe' })
  let said = ''
  kept.stdout.resume()
  kept.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-STDERR_CHARS)
  })
  // The program may close its input without reading it, so an error is ignored.
  kept.stdin?.on('error', () => {}).end(input)
  const timeout = AbortSignal.timeout(timeoutMs)
  const cut = await Promise.race([kept.over.then(() => null), aborted(AbortSignal.any([signal, timeout]))])
  const end = cut === CUT ? await kept.end(0) : await kept.letGo()
  // The program may have left processes that hold the pipes open for ever, so czar closes its own ends.
  for (const stream of [kept.stdin, kept.stdout, kept.stderr]) stream?.destroy()
  if (cut === CUT) throw failure(run, timeout.aborted ? `it did not end within ${timeoutMs} ms` : 'it was cut off', said)
  if (end?.status === 0) return 'exit 0'
  throw failure(run, end === null ? 'it killed the process that it ran under' : `exit code ${end.status}`, said)
}

const MISSING = 'there is no such program'
const CUT = Symbol('cut off')

function aborted(signal: AbortSignal): Promise<typeof CUT> {
  return new Promise(resolve => {
    if (signal.aborted) resolve(CUT)
    signal.addEventListener('abort', () => resolve(CUT), { once: true })
  })
}

/**
 * Whether the program exists. As the system does, it looks for a name with a slash in the directory where the program runs, and for other
 * names on PATH.
 */
function isThere({ command: [program = ''], cwd, env }: BoundedRun): boolean {
  if (program.includes('/')) return existsSync(resolve(cwd, program))
  return (env['PATH'] ?? DEFAULT_PATH).split(delimiter).some(folder => existsSync(join(folder, program)))
}

function failure({ command, cwd }: BoundedRun, why: string, said: string): ToolError {
  const stderr = plainText(said, STDERR_CHARS).trim()
  const [program = ''] = command
  return new ToolError(`${program} did not take the alert: ${why}${stderr === '' ? '' : `: ${stderr}`}`, {
    // The arguments may be secrets, so the error names only the program.
    command: [program],
    cwd,
    stderr,
    reason: why === MISSING ? 'missing' : 'failed',
    hint: 'czar doctor --alerts FILE',
  })
}
