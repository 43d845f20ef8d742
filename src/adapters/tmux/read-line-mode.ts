import { execa } from 'execa'
import type { LineMode } from '../../core/model/prompt-kind.ts'

/** GNU and BusyBox name the file with `-F`, macOS and the BSDs with `-f`. */
const FILE_OPTION = process.platform === 'linux' ? '-F' : '-f'

/** Asks a terminal line how it takes input; null: nobody can say. */
export async function readLineMode(tty: string): Promise<LineMode | null> {
  const { stdout, exitCode } = await execa('stty', [FILE_OPTION, tty, '-a'], {
    reject: false,
    stdin: 'ignore',
    timeout: 2_000,
    env: { LC_ALL: 'C' },
  })
  return exitCode === 0 ? parseLineMode(stdout) : null
}

/** The output of `stty -a`: each switch as its name, with a minus where it is off. */
export function parseLineMode(settings: string): LineMode | null {
  const words = new Set(settings.split(/[\s;]+/))
  if (words.has('-icanon')) return 'keys'
  if (!words.has('icanon')) return null
  return words.has('-echo') ? 'secret' : 'lines'
}
