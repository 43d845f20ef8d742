/** One line of a diff, with its number in the file before and after the change. */
export interface PatchLine {
  readonly sign: ' ' | '+' | '-'
  readonly text: string
  readonly old: number | null
  readonly new: number | null
}

export interface PatchHunk {
  /** The text behind the line numbers, which mostly names the function around the lines. */
  readonly title: string
  readonly lines: readonly PatchLine[]
}

export interface PatchFile {
  readonly path: string
  /** The path before the change. It differs from the new path if the file was renamed. */
  readonly oldPath: string
  readonly status: 'added' | 'deleted' | 'renamed' | 'changed'
  readonly isBinary: boolean
  readonly added: number
  readonly removed: number
  readonly hunks: readonly PatchHunk[]
  /** The change of the file's mode, as a sentence. Null: the mode is unchanged. */
  readonly mode: string | null
  /** The text of this file's part of the diff. It shows whether the file has changed again. */
  readonly text: string
}

/**
 * Parses git's unified diff. Only a line feed ends a line. With the flag `m`, a pattern would also treat CR and Unicode's line separators
 * as line ends, so a line of a file could pass for the head of another file.
 */
export function parseDiff(patch: string): readonly PatchFile[] {
  return patch.split(/(?<![^\n])(?=diff --git )/).flatMap(part => (part.startsWith('diff --git ') ? [readFile(part)] : []))
}

function readFile(text: string): PatchFile {
  const [head = '', ...rest] = text.split(/(?<![^\n])(?=@@ )/)
  const field = (name: string) => new RegExp(String.raw`(?<![^\n])${name} ([^\n]*)`).exec(head)?.[1]
  const names = /^diff --git a\/([^\n]*) b\/\1(?:\n|$)/.exec(head)
  const oldPath = pathIn(field('---') ?? field('rename from') ?? '', 'a/') ?? names?.[1]
  const newPath = pathIn(field(String.raw`\+\+\+`) ?? field('rename to') ?? '', 'b/') ?? names?.[1]
  const path = newPath ?? oldPath ?? '?'
  const hunks = rest.map(readHunk)
  const count = (sign: string) => hunks.reduce((sum, { lines }) => sum + lines.filter(line => line.sign === sign).length, 0)
  return {
    path,
    oldPath: oldPath ?? path,
    status: statusOf(head),
    isBinary: /\n(?:Binary files |GIT binary patch)/.test(head),
    added: count('+'),
    removed: count('-'),
    hunks,
    mode: modeOf(field('old mode'), field('new mode')),
    text,
  }
}

function statusOf(head: string): PatchFile['status'] {
  if (/\nnew file mode /.test(head)) return 'added'
  if (/\ndeleted file mode /.test(head)) return 'deleted'
  return /\nrename from /.test(head) ? 'renamed' : 'changed'
}

function modeOf(before: string | undefined, after: string | undefined): string | null {
  if (before === undefined || after === undefined) return null
  return after === '100755' ? 'It is executable now.' : before === '100755' ? 'It is no longer executable.' : `Its mode is ${after} now.`
}

/** The path in a header line. Git quotes a path with control characters, and ends one with spaces by a tab. */
function pathIn(written: string, prefix: string): string | undefined {
  const plain = written.startsWith('"') ? unquoted(written) : written.replace(/\t$/, '')
  if (plain === '/dev/null' || plain === '') return undefined
  return plain.startsWith(prefix) ? plain.slice(prefix.length) : plain
}

function unquoted(written: string): string {
  try {
    return JSON.parse(written.replace(/\\([0-7]{3})/g, (_, digits) => `\\u${Number.parseInt(digits, 8).toString(16).padStart(4, '0')}`))
  } catch {
    return written
  }
}

function readHunk(text: string): PatchHunk {
  const [head = '', ...rest] = text.split('\n')
  const [, oldStart = '1', newStart = '1', title = ''] = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@ ?([^\n]*)$/.exec(head) ?? []
  let before = Number(oldStart)
  let after = Number(newStart)
  const lines: PatchLine[] = []
  for (const line of rest) {
    const sign = line[0]
    const words = line.slice(1)
    if (sign === '+') lines.push({ sign, text: words, old: null, new: after++ })
    else if (sign === '-') lines.push({ sign, text: words, old: before++, new: null })
    else if (sign === ' ') lines.push({ sign, text: words, old: before++, new: after++ })
  }
  return { title, lines }
}

/** A row with two columns: the line before the change on the left, the line after it on the right. */
export interface SideRow {
  readonly left: PatchLine | null
  readonly right: PatchLine | null
}

/** Puts removed lines beside the added lines that follow them. */
export function besideEachOther(lines: readonly PatchLine[]): readonly SideRow[] {
  const rows: SideRow[] = []
  let removed: PatchLine[] = []
  let added: PatchLine[] = []
  const flush = () => {
    for (let index = 0; index < Math.max(removed.length, added.length); index++)
      rows.push({ left: removed[index] ?? null, right: added[index] ?? null })
    removed = []
    added = []
  }
  for (const line of lines) {
    if (line.sign === '-' && added.length > 0) flush()
    if (line.sign === '-') removed.push(line)
    else if (line.sign === '+') added.push(line)
    else {
      flush()
      rows.push({ left: line, right: line })
    }
  }
  flush()
  return rows
}
