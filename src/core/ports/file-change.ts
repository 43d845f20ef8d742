/** What the worker's own commits did to one file, line by line; of a binary file no lines are known. */
export interface FileChange {
  readonly path: string
  readonly kind: 'added' | 'deleted' | 'changed'
  readonly removed: readonly string[]
  readonly added: readonly string[]
}
