import { existsSync } from 'node:fs'
import { lstat, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PreconditionError } from '../../core/model/errors.ts'
import { shellWord } from '../../core/text/shell-word.ts'

export interface DirectoryProblem {
  readonly message: string
  readonly hint: string
}

/** Says why other users could get into a directory. Returns null if they cannot, or if the directory does not exist yet. */
export async function privateDirectoryProblem(path: string): Promise<DirectoryProblem | null> {
  const facts = await lstat(path).catch((error: NodeJS.ErrnoException) => error)
  if (facts instanceof Error) {
    if (facts.code === 'ENOENT') return null
    return { message: `${path} cannot be examined: ${facts.message}`, hint: `ls -ld ${shellWord(path)}` }
  }
  if (!facts.isDirectory()) return { message: `${path} is not a directory`, hint: `mv ${shellWord(path)} ${shellWord(`${path}.old`)}` }
  if (facts.uid !== process.getuid?.())
    return { message: `${path} belongs to another user (uid ${facts.uid})`, hint: `ls -ld ${shellWord(path)}` }
  const mode = facts.mode & 0o777
  if ((mode & 0o077) === 0) return null
  return { message: `${path} is open to others (mode ${mode.toString(8)})`, hint: `chmod 700 ${shellWord(path)}` }
}

/** Makes the directory with mode 0700. Throws PreconditionError if it exists and other users could get into it. */
export async function ensurePrivateDirectory(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 }).catch(cause => {
    throw new PreconditionError(`${path} cannot be made: ${cause.message}`, {
      hint: `ls -ld ${shellWord(nearestExisting(dirname(path)))}`,
      cause,
    })
  })
  const problem = await privateDirectoryProblem(path)
  if (problem) throw new PreconditionError(problem.message, { hint: problem.hint })
  return path
}

/** The path itself, or the nearest folder above it that exists. */
export function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path))
}
