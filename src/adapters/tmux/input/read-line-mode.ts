import type { LineMode } from '../../../core/model/prompt-kind.ts'
import type { RunProgram } from '../../processes/runner/run-here.ts'

/** The option by which `stty` takes the terminal's path: `-F` in GNU and BusyBox, `-f` on macOS and the BSDs. */
const FILE_OPTION = process.platform === 'linux' ? '-F' : '-f'

/** Reads in which input mode a terminal is: whether it passes on whole lines or single keys. null: unknown. */
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

/** Parses the output of `stty -a`. Each setting is a name, with a minus before it if the setting is off. */
export function parseLineMode(settings: string): LineMode | null {
  const words = new Set(settings.split(/[\s;]+/))
  if (words.has('-icanon')) return 'keys'
  if (!words.has('icanon')) return null
  return words.has('-echo') ? 'secret' : 'lines'
}
