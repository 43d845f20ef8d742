/** The lines that the worker's own commits added and removed in one file. For a binary file both lists are empty. */
export interface FileChange {
  readonly path: string
  readonly kind: 'added' | 'deleted' | 'changed'
  readonly removed: readonly string[]
  readonly added: readonly string[]
}
