import type { CliIo } from '../io.ts'

const noted = new WeakMap<CliIo, string>()

/** Notes the project that this command line names by its flags or its file. */
export function noteProject(io: CliIo, project: string): void {
  noted.set(io, project)
}

export function notedProject(io: CliIo): string | undefined {
  return noted.get(io)
}
