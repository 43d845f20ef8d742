const WRITERS = new Set(['OWNER', 'MEMBER', 'COLLABORATOR'])

/** Whether somebody of this association with the repository belongs to it. */
export function mayWrite(association: string): boolean {
  return WRITERS.has(association)
}
