import type { LineMode } from '../../../core/model/prompt-kind.ts'
import type { RunProgram } from '../../processes/runner/run-here.ts'

/** GNU and BusyBox name the file with `-F`, macOS and the BSDs with `-f`. */
const FILE_OPTION = process.platform === 'linux' ? '-F' : '-f'

/** Reads the input mode of a terminal line; null: unknown. */
export async function readLineMode(tty: string, run: RunProgram): Promise<LineMode | null> {
  const { stdout, status } = await run({
    file: 'stty',
    args: [FILE_OPTION, tty, '-a'],
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
    input: null,
    encoding: 'utf8',
    timeoutMs: 2_000,
    maxBytes: 64 * 1024,
  })
  return status === 0 ? parseLineMode(stdout) : null
}

/** Parses `stty -a`: each switch is a name, with a minus if it is off. */
export function parseLineMode(settings: string): LineMode | null {
  const words = new Set(settings.split(/[\s;]+/))
  if (words.has('-icanon')) return 'keys'
  if (!words.has('icanon')) return null
  return words.has('-echo') ? 'secret' : 'lines'
}
