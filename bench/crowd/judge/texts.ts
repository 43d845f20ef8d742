import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileLine } from '../../../src/supervisor/delivery/file-line.ts'
import { sha256 } from './compare-texts.ts'

/**
 * Adds the texts that czar stored, and the lines that may name their files, by their hash. These are the texts to be pasted. A later try to
 * deliver a message may replace its text.
 */
export function collectTexts(projectDir: string, texts: Map<string, string>): void {
  const directory = join(projectDir, 'texts')
  if (!existsSync(directory)) return
  for (const file of globSync('*', { cwd: directory })) {
    try {
      const text = readFileSync(join(directory, file), 'utf8')
      for (const form of [text, fileLine(text, join(directory, file))]) texts.set(sha256(form), form)
    } catch {
      // The file was not complete yet and is now renamed. The next call of this function reads it.
    }
  }
}
