import type { Project } from '../model/project.ts'

/** The project file of a running fleet. */
export interface ProjectFilePort {
  /** Reads and checks the file as it is now. */
  read(): Promise<ProjectReading>
  /**
   * Checks that this machine can run the project that was read last, and makes the adapters use it. Throws a CzarError that says what is
   * missing. The adapters then go on with the project as before.
   */
  adopt(project: Project): Promise<void>
  /** Calls the listener after one of these files has changed, until the returned function is called. */
  watch(files: readonly string[], listener: () => void): () => void
}

export type ProjectReading =
  /** `digest` is the hash of the project as it was read. Two readings of the same project give the same hash. */
  | { readonly kind: 'read'; readonly project: Project; readonly digest: string }
  | { readonly kind: 'faulty'; readonly message: string; readonly details: readonly string[]; readonly hint: string | null }
