import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every line of JSON in the files with matching names below a directory. */
export function recordedLines(directory: string, isWanted: (name: string) => boolean): readonly unknown[] {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.jsonl') && isWanted(name))
  return files.flatMap(name =>
    readFileSync(join(directory, name), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as unknown),
  )
}

/** The czar's message among the texts of a conversation. */
export function messageIn(texts: readonly unknown[], message: string, asPasted = (text: string) => text): string | undefined {
  return texts
    .filter(text => typeof text === 'string')
    .map(asPasted)
    .find(text => text.startsWith(`[czar ${message} ·`))
}
