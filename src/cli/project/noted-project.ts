import type { CliIo } from '../io.ts'

const noted = new WeakMap<CliIo, string>()

/** Notes which project this command line is about, because its flags or its file say so. */
export function noteProject(io: CliIo, project: string): void {
  noted.set(io, project)
}

export function notedProject(io: CliIo): string | undefined {
  return noted.get(io)
}
