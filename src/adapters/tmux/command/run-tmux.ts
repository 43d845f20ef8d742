import { execa } from 'execa'
import { ToolError } from '../../../core/model/errors.ts'
import { tmuxFailure } from './tmux-failure.ts'
import { missingTmux } from './tmux-version.ts'

/** Says which tmux server to talk to, and how. */
export interface TmuxAddress {
  readonly tmuxPath: string
  readonly socketPath: string
  /** The complete environment of every tmux process that czar starts. The czar's own environment is not inherited. */
  readonly env: Readonly<Record<string, string>>
  /** A server that does not answer for this long counts as hung. */
  readonly timeoutMs: number
}

/** The arguments that come before every tmux command: the project's socket, UTF-8, and no configuration file of the user. */
export function addressWords(address: TmuxAddress): readonly string[] {
  return ['-u', '-S', address.socketPath, '-f', '/dev/null']
}

/** Runs one tmux process and returns its output. Throws ToolError if it fails or hangs. */
export async function runTmux(address: TmuxAddress, words: readonly string[], { what }: { readonly what: string }): Promise<string> {
  const command = [address.tmuxPath, ...addressWords(address), ...words]
  const child = execa(address.tmuxPath, command.slice(1), { env: address.env, extendEnv: false, reject: false, stdin: 'ignore' })
  const isLate = { value: false }
  const timer = setTimeout(() => {
    isLate.value = true
    child.kill('SIGKILL')
    // A stopped server holds these pipes open too, so waiting for their end could last for ever.
    child.stdout.destroy()
    child.stderr.destroy()
  }, address.timeoutMs)
  const result = await child
  clearTimeout(timer)
  if (isLate.value) throw timeoutError(what, command, address.timeoutMs)
  if (!result.failed) return result.stdout
  if (result.exitCode === undefined && result.code === 'ENOENT') throw missingTmux(address.tmuxPath)
  throw tmuxFailure(what, result.stderr || (result.shortMessage ?? ''), { command, status: result.exitCode ?? null })
}

/** The error for a tmux that did not answer in time. It is unknown whether the command ran. */
export function timeoutError(what: string, command: readonly string[], timeoutMs: number): ToolError {
  return new ToolError(`${what}: tmux did not answer within ${timeoutMs} ms`, { command, reason: 'timeout', hint: 'czar doctor' })
}
