import { execa } from 'execa'
import { ToolError } from '../../core/model/errors.ts'
import { plainText } from '../../core/model/plain-text.ts'

/** A program that is run for one alert. */
export interface BoundedRun {
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** For its standard input. */
  readonly input?: string
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 10_000
const STDERR_CHARS = 300

/** Runs a program, without a shell, to its end; one that takes too long is killed with all that it started. */
export async function runBounded(run: BoundedRun, signal: AbortSignal): Promise<string> {
  const { command, env, cwd, input = '', timeoutMs = TIMEOUT_MS } = run
  const [file = '', ...words] = command
  const child = execa(file, words, {
    cwd,
    env,
    extendEnv: false,
    input,
    stdout: 'ignore',
    buffer: false,
    reject: false,
    detached: true,
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-STDERR_CHARS)
  })
  const timeout = AbortSignal.timeout(timeoutMs)
  const outcome = await Promise.race([
    // Its own end counts: something that it leaves running may hold its output open for ever.
    new Promise<unknown>(resolve => child.nodeChildProcess.once('exit', resolve)),
    child.then(result => result.exitCode ?? result),
    aborted(AbortSignal.any([signal, timeout])),
  ])
  child.stderr.destroy()
  if (outcome === 0) return 'exit 0'
  if (outcome === CUT) killGroup(child.pid)
  throw failure(run, outcome === CUT && timeout.aborted ? `it did not end within ${timeoutMs} ms` : sayOutcome(outcome), said)
}

const CUT = Symbol('cut off')

function aborted(signal: AbortSignal): Promise<typeof CUT> {
  return new Promise(resolve => {
    if (signal.aborted) resolve(CUT)
    signal.addEventListener('abort', () => resolve(CUT), { once: true })
  })
}

function sayOutcome(outcome: unknown): string {
  if (typeof outcome === 'number') return `exit code ${outcome}`
  if (outcome === CUT) return 'it was cut off'
  const { code } = (outcome ?? {}) as { code?: unknown }
  if (code === 'ENOENT') return 'there is no such program'
  return typeof code === 'string' ? code : 'it was ended by a signal'
}

function failure({ command, cwd }: BoundedRun, why: string, said: string): ToolError {
  const stderr = plainText(said, STDERR_CHARS).trim()
  const [program = ''] = command
  return new ToolError(`${program} did not take the alert: ${why}${stderr === '' ? '' : `: ${stderr}`}`, {
    // Its other words may be secrets.
    command: [program],
    cwd,
    stderr,
    reason: why.startsWith('there is no') ? 'missing' : 'failed',
    hint: 'czar doctor --alerts FILE',
  })
}

/** It leads a process group of its own. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined || pid <= 1) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The whole group ended in this very moment.
  }
}
