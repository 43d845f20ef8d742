/** What the worker's own commits change in one file, by line. A binary file has no lines. */
export interface FileChange {
  readonly path: string
  readonly kind: 'added' | 'deleted' | 'changed'
  readonly removed: readonly string[]
  readonly added: readonly string[]
}
