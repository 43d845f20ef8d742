const WRITERS = new Set(['OWNER', 'MEMBER', 'COLLABORATOR'])

/** Whether a person with this association (GitHub's word) belongs to the repository. */
export function mayWrite(association: string): boolean {
  return WRITERS.has(association)
}
