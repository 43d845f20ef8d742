import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { textsDirectory } from './project-files.ts'

/** The kept text with the greatest message number. */
export interface NewestText {
  readonly message: number
  /** Write time of the file (ms since the epoch). */
  readonly at: number
}

/** Searches the texts that were written at `since` or later; null: there is none. */
export function newestText(projectDir: string, since: number): NewestText | null {
  for (const message of keptTexts(projectDir)) {
    const at = statSync(join(textsDirectory(projectDir), `m${message}.txt`), { throwIfNoEntry: false })?.mtimeMs
    if (at !== undefined && at >= since) return { message, at }
  }
  return null
}

/** The numbers of the messages whose text is kept, greatest first. */
export function keptTexts(projectDir: string): readonly number[] {
  const numbers = namesIn(textsDirectory(projectDir)).flatMap(name => /^m(\d{1,15})\.txt$/.exec(name)?.[1] ?? [])
  return numbers.map(Number).toSorted((one, other) => other - one)
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}
