/** One side of a conflicting file: an entry of the index that a merge would leave. */
export interface ConflictEntry {
  readonly path: string
  /** Octal number, such as 100644. */
  readonly mode: string
  readonly blob: string
  /** 1: the common ancestor, 2: ours, 3: theirs. */
  readonly stage: number
}

/** If a file cannot keep its place, git names it after its side too: the commit that it merges. */
const SIDE = /~(?:[0-9a-f]{40}|[0-9a-f]{64})(?:_\d+)?$/

/** Reads a line of `git merge-tree -z` below the tree. Empty: the line is no entry. */
export function readConflictEntry(line: string): readonly ConflictEntry[] {
  const [, mode = '', blob = '', stage = '', path = ''] = /^(\d+) ([0-9a-f]+) ([123])\t(.*)$/s.exec(line) ?? []
  return path === '' ? [] : [{ mode, blob, stage: Number(stage), path: path.replace(SIDE, '') }]
}
