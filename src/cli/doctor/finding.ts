/**
 * One result of `czar doctor`. A `bad` result stops czar from working, a `note` is only worth knowing, and `good` means that nothing is
 * wrong.
 */
export interface DoctorFinding {
  readonly name: string
  readonly state: 'good' | 'note' | 'bad'
  readonly says: string
  /** A command to type that repairs the problem. It is null if nothing is wrong. */
  readonly hint: string | null
}

export function good(name: string, says: string): DoctorFinding {
  return { name, state: 'good', says, hint: null }
}

export function note(name: string, says: string, hint: string | undefined): DoctorFinding {
  return { name, state: 'note', says, hint: hint ?? null }
}

export function bad(name: string, says: string, hint: string | undefined): DoctorFinding {
  return { name, state: 'bad', says, hint: hint ?? null }
}
