import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { textsDirectory } from './project-files.ts'

/** The stored text with the highest message number. */
export interface NewestText {
  readonly message: number
  /** When the file was written (ms since the epoch). */
  readonly at: number
}

/** Finds the newest of the texts that were written at `since` or later. null: there is none. */
export function newestText(projectDir: string, since: number): NewestText | null {
  for (const message of keptTexts(projectDir)) {
    const at = statSync(join(textsDirectory(projectDir), `m${message}.txt`), { throwIfNoEntry: false })?.mtimeMs
    if (at !== undefined && at >= since) return { message, at }
  }
  return null
}

/** The numbers of the messages whose texts are stored, the highest first. */
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
