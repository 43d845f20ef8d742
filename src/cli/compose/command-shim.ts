import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { shellWord } from '../../core/text/shell-word.ts'
import { packageRoot } from '../package-root.ts'

/** Writes a program `czar` into a folder on the agents' PATH. It runs the same czar with the same Node as this process. */
export async function writeCommandShim(projectDir: string): Promise<string> {
  const directory = join(projectDir, 'bin')
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const script = `#!/bin/sh\nexec ${shellWord(process.execPath)} ${shellWord(join(packageRoot, 'bin', 'czar.js'))} "$@"\n`
  await writeFile(join(directory, 'czar'), script, { mode: 0o700 })
  return directory
}
