import type { CliIo } from '../io.ts'

const noted = new WeakMap<CliIo, string>()

/** Remembers the project that this command line names by its flags or by its project file, for the hints that are printed later. */
export function noteProject(io: CliIo, project: string): void {
  noted.set(io, project)
}

export function notedProject(io: CliIo): string | undefined {
  return noted.get(io)
}
