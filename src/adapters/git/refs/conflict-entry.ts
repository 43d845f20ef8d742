/** One side of a file in conflict, as an entry of the index that the merge would leave. */
export interface ConflictEntry {
  readonly path: string
  /** The file's mode, in octal digits such as 100644. */
  readonly mode: string
  readonly blob: string
  /** Which side this is. 1: the common ancestor, 2: ours, 3: theirs. */
  readonly stage: number
}

/** The end of a path to which git adds the name of the side (the merged commit), because two files cannot have the same path. */
const SIDE = /~(?:[0-9a-f]{40}|[0-9a-f]{64})(?:_\d+)?$/

/** Parses a line that `git merge-tree -z` prints after the tree. Returns an empty list if the line is not an entry of a conflict. */
export function readConflictEntry(line: string): readonly ConflictEntry[] {
  const [, mode = '', blob = '', stage = '', path = ''] = /^(\d+) ([0-9a-f]+) ([123])\t(.*)$/s.exec(line) ?? []
  return path === '' ? [] : [{ mode, blob, stage: Number(stage), path: path.replace(SIDE, '') }]
}
