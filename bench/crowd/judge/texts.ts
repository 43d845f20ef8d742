import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from './compare-texts.ts'

/** The texts that Czar kept, by their hash: what was to be pasted. */
export function readTexts(projectDir: string): ReadonlyMap<string, string> {
  const directory = join(projectDir, 'texts')
  if (!existsSync(directory)) return new Map()
  const texts = globSync('*', { cwd: directory }).map(file => readFileSync(join(directory, file), 'utf8'))
  return new Map(texts.map(text => [sha256(text), text]))
}
