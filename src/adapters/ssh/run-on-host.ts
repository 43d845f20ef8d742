import { execa } from 'execa'
import { ToolError } from '../../core/model/errors.ts'
import { remoteCommandArgv } from './ssh-argv.ts'

export interface RemoteRun {
  readonly stdout: string
  readonly stderr: string
  /** The exit status of the program. It is not the exit status of ssh. */
  readonly status: number
}

export interface RemoteOrder {
  /** The destination, as ssh takes it. */
  readonly place: string
  /** The name by which the person calls the machine. */
  readonly name: string
  readonly program: string
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly withinMs: number
  /** Ends the program early. */
  readonly signal?: AbortSignal | undefined
}

/** The exit status with which ssh itself fails. */
const SSH_FAILED = 255
/** The exit statuses of a shell that cannot run a program. */
const NO_PROGRAM: ReadonlySet<number> = new Set([126, 127])
const MAX_OUTPUT_CHARS = 32_000_000

/** Runs a program on another machine until it ends. Throws ToolError if the machine cannot be reached or has no such program. */
export async function runOnHost({ place, name, program, words, env, withinMs, signal }: RemoteOrder): Promise<RemoteRun> {
  const argv = remoteCommandArgv(place, program, words)
  const [ssh = 'ssh', ...rest] = argv
  const result = await execa(ssh, rest, {
    ...{ env: { ...env }, extendEnv: false, stdin: 'ignore', reject: false },
    ...{ timeout: withinMs, maxBuffer: MAX_OUTPUT_CHARS, stripFinalNewline: false },
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  })
  const { stdout, stderr, exitCode: status } = result
  const facts = { command: argv, stderr, status: status ?? null, hint: `ssh ${place} ${program} projects` }
  if (result.code === 'ENOENT') throw noSsh(argv)
  if (result.isCanceled) throw new ToolError(`${name} has not answered yet`, { ...facts, reason: 'timeout' })
  if (result.timedOut) throw new ToolError(`${name} did not answer within ${withinMs / 1000} s`, { ...facts, reason: 'timeout' })
  if (status === undefined)
    throw new ToolError(`the ssh connection to ${name} failed: ${result.shortMessage}`, { ...facts, reason: 'failed' })
  if (status === SSH_FAILED) throw new ToolError(`${name} cannot be reached: ${lastLine(stderr)}`, { ...facts, reason: 'failed' })
  if (NO_PROGRAM.has(status)) {
    throw new ToolError(`there is no czar on ${name}: ${lastLine(stderr)}`, {
      ...facts,
      reason: 'missing',
      hint: `ssh ${place} 'command -v czar'   # where it is; hosts: in config.yaml has the key czar for its path`,
    })
  }
  return { stdout, stderr, status }
}

/** The error for a machine without ssh. */
export function noSsh(command: readonly string[]): ToolError {
  return new ToolError('ssh is not installed, or not on PATH', { command, reason: 'missing', hint: 'command -v ssh' })
}

/** The last line that ssh wrote. It gives the reason. Earlier lines may be a banner. */
export function lastLine(stderr: string): string {
  return stderr.trim().split('\n').at(-1)?.trim() || 'ssh gave no reason'
}
