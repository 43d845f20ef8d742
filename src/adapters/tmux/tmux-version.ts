import { execa } from 'execa'
import { ToolError } from '../../core/model/errors.ts'
import { missingTmux } from './run-tmux.ts'
import { INSTALL_TMUX } from './tmux-failure.ts'

/** A tmux version; `number` is 303 for 3.3a. A build without a number (`master`) counts as newest. */
export interface TmuxVersion {
  readonly text: string
  readonly number: number
}

const OLDEST = 302

/** The installed tmux; throws ToolError `missing` without one and `refused` for one older than 3.2. */
export async function tmuxVersion({
  tmuxPath = 'tmux',
  env,
}: {
  readonly tmuxPath?: string
  readonly env?: Readonly<Record<string, string>>
} = {}): Promise<TmuxVersion> {
  const options = env === undefined ? {} : { env, extendEnv: false }
  const result = await execa(tmuxPath, ['-V'], { ...options, reject: false, timeout: 5_000 })
  if (result.exitCode === undefined) throw missingTmux(tmuxPath)
  const version = parseTmuxVersion(`${result.stdout}`)
  if (version.number >= OLDEST) return version
  throw new ToolError(`${version.text} is too old: czar needs tmux 3.2 or newer`, {
    command: [tmuxPath, '-V'],
    stderr: `${result.stderr}`,
    status: result.exitCode,
    reason: 'refused',
    hint: INSTALL_TMUX,
  })
}

/** Reads `tmux 3.3a`, `tmux next-3.5`, `tmux openbsd-7.4`, `tmux master`. */
export function parseTmuxVersion(said: string): TmuxVersion {
  const text = said.trim()
  const found = /^tmux (?:next-)?(\d+)\.(\d+)/.exec(text)
  return { text, number: found === null ? Number.POSITIVE_INFINITY : Number(found[1]) * 100 + Number(found[2]) }
}
