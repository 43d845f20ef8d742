import { execFile } from 'node:child_process'
import { PreconditionError, ToolError } from '../../../core/model/errors.ts'
import { INSTALL_TMUX } from './tmux-failure.ts'

/**
 * A tmux version. `number` is 100 times the major version plus the minor version, so 303 means 3.3a. A build without a number (`master`)
 * counts as the newest.
 */
export interface TmuxVersion {
  readonly text: string
  readonly number: number
}

const OLDEST = 302

/**
 * Reads the version of the installed tmux. Throws ToolError `missing` if there is no tmux, and PreconditionError if it is older than 3.2.
 */
export async function tmuxVersion({
  tmuxPath = 'tmux',
  env,
}: {
  readonly tmuxPath?: string
  readonly env?: Readonly<Record<string, string>>
} = {}): Promise<TmuxVersion> {
  const version = parseTmuxVersion(await ask(tmuxPath, env))
  if (version.number >= OLDEST) return version
  throw new PreconditionError(`${version.text} is too old: czar needs tmux 3.2 or newer`, { hint: INSTALL_TMUX })
}

/**
 * Asks tmux for its version. It does not use execa, because a launch would load execa only for this. If czar cannot read the answer, the
 * version counts as the newest.
 */
function ask(tmuxPath: string, env: Readonly<Record<string, string>> | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(tmuxPath, ['-V'], { ...(env === undefined ? {} : { env }), timeout: 5_000 }, (error, stdout) => {
      if (error?.code === 'ENOENT') reject(missingTmux(tmuxPath))
      else resolve(stdout)
    })
  })
}

/** The error for a missing tmux program. */
export function missingTmux(tmuxPath: string): ToolError {
  return new ToolError(`tmux was not found: ${tmuxPath}`, { command: [tmuxPath, '-V'], reason: 'missing', hint: INSTALL_TMUX })
}

/** Reads a version from answers such as `tmux 3.3a`, `tmux next-3.5`, `tmux openbsd-7.4` and `tmux master`. */
export function parseTmuxVersion(said: string): TmuxVersion {
  const text = said.trim()
  const found = /^tmux (?:next-)?(\d+)\.(\d+)/.exec(text)
  return { text, number: found === null ? Number.POSITIVE_INFINITY : Number(found[1]) * 100 + Number(found[2]) }
}
