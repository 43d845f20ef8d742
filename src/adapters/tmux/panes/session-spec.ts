import { stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { PreconditionError } from '../../../core/model/errors.ts'
import type { SessionSpec } from '../../../core/ports/terminal-port.ts'

/** The longest argument or environment variable. Linux cannot pass a longer one to a program (MAX_ARG_STRLEN). */
const LONGEST_STRING = 131_071

/** Refuses requests for a session that tmux would misunderstand, or would silently run in another way. */
export async function checkSessionSpec(spec: SessionSpec, sessionPrefix: string): Promise<void> {
  checkSessionName(spec.name, sessionPrefix)
  if (spec.argv.length === 0) throw new PreconditionError(`session ${spec.name}: there is no program to run`)
  for (const word of spec.argv) checkString(`session ${spec.name}: an argument of ${spec.argv[0]}`, word)
  for (const [name, value] of Object.entries(spec.env)) {
    if (!/^[A-Za-z_]\w*$/.test(name))
      throw new PreconditionError(`session ${spec.name}: not a name of an environment variable: ${JSON.stringify(name)}`)
    checkString(`session ${spec.name}: the environment variable ${name}`, `${name}=${value}`)
  }
  if (!isAbsolute(spec.exitDir))
    throw new PreconditionError(`session ${spec.name}: the directory for its exit status is not absolute: ${spec.exitDir}`)
  await checkDirectory(spec)
}

/**
 * Refuses names with characters that tmux would treat specially: tmux 3.3a turns `.` and `:` into `_`, runs `#(…)`, and takes a name
 * without `=` before it for the beginning of a name.
 */
export function checkSessionName(name: string, sessionPrefix: string): void {
  if (!/^[a-z0-9][a-z0-9_-]{0,120}$/.test(name)) {
    throw new PreconditionError(`not a session name: ${JSON.stringify(name)}`, { hint: 'use a-z, 0-9, _ and - alone' })
  }
  if (!name.startsWith(sessionPrefix)) throw new PreconditionError(`session ${name} does not begin with ${sessionPrefix}`)
}

function checkString(what: string, text: string): void {
  if (text.includes('\0')) throw new PreconditionError(`${what} holds a NUL character`)
  const bytes = Buffer.byteLength(text)
  if (bytes > LONGEST_STRING) throw new PreconditionError(`${what} is ${bytes} bytes long and may be ${LONGEST_STRING}`)
}

/** Refuses a directory that does not exist, because tmux 3.3a would silently start the program in the server's own directory. */
async function checkDirectory(spec: SessionSpec): Promise<void> {
  const facts = isAbsolute(spec.cwd) ? await stat(spec.cwd).catch(() => null) : null
  if (facts?.isDirectory() !== true) throw new PreconditionError(`session ${spec.name}: its working directory does not exist: ${spec.cwd}`)
}
