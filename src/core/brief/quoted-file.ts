import type { CommitSha, WorkerId } from '../model/ids.ts'
import { plainText } from '../text/plain-text.ts'
import { oneLine } from './lines.ts'
import { QUOTED_CHARS } from './overhead.ts'

/** A file that an earlier stage delivered, as a brief quotes it. */
export interface QuotedFile {
  readonly stage: string
  readonly worker: WorkerId
  readonly path: string
  /** The proven commit with the file, or null if there is none. */
  readonly commit: CommitSha | null
  /** The content of the file, or null if it cannot be read. */
  readonly content: string | null
}

/** Quotes the files of earlier stages. Each line gets a bar in front, so that no line looks like a part of the brief. */
export function quotedFiles(files: readonly QuotedFile[]): string {
  return files.map(quoteFile).join('\n')
}

function quoteFile({ stage, worker, path, commit, content }: QuotedFile): string {
  const where = `\`${oneLine(path, 300)}\` of the stage ${stage} (worker ${worker}${commit === null ? '' : `, commit ${commit.slice(0, 12)}`})`
  if (content === null) return `${where} could not be read here. Read it in your worktree.`
  const plain = plainText(content, Number.MAX_SAFE_INTEGER, { lines: true }).trimEnd()
  const lines = linesWithin(plain)
  const shown = lines.join('\n').length
  const cut = shown < plain.length ? `\nThese are the first ${shown} of ${plain.length} characters. Read the rest in your worktree.` : ''
  return `${where}:\n${lines.map(line => `| ${line}`).join('\n')}${cut}`
}

/** The first lines of a text, as many as fit into QUOTED_CHARS with a bar in front of each. */
function linesWithin(text: string): readonly string[] {
  const lines: string[] = []
  let left = QUOTED_CHARS
  for (const line of text.split('\n')) {
    if (left <= 0) break
    lines.push(line.slice(0, left))
    left -= line.length + BAR.length
  }
  return lines
}

const BAR = '| \n'
