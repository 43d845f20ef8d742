import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from './compare-texts.ts'

/** Adds the texts that Czar keeps, by their hash: what is to be pasted. A later try of a message may replace its text. */
export function collectTexts(projectDir: string, texts: Map<string, string>): void {
  const directory = join(projectDir, 'texts')
  if (!existsSync(directory)) return
  for (const file of globSync('*', { cwd: directory })) {
    try {
      const text = readFileSync(join(directory, file), 'utf8')
      texts.set(sha256(text), text)
    } catch {
      // A file in the making has its own name by now, and is read at the next look.
    }
  }
}
