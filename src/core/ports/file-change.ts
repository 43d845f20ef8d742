/** Changes of the worker's own commits to one file, by line; a binary file has no lines. */
export interface FileChange {
  readonly path: string
  readonly kind: 'added' | 'deleted' | 'changed'
  readonly removed: readonly string[]
  readonly added: readonly string[]
}
