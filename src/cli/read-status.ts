import { readFile } from 'node:fs/promises'
import { statusFile } from '../adapters/status/project-files.ts'
import { PreconditionError } from '../core/model/errors.ts'
import { type StatusView, statusSchema } from '../core/model/status.ts'
import type { ProjectPlace } from './project-place.ts'

/** Reads the file that a running czar replaces at each change; PreconditionError when there is none yet, or one of another version. */
export async function readStatus(place: ProjectPlace): Promise<StatusView> {
  const file = statusFile(place.directory)
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is none yet' : cause.message
    throw new PreconditionError(`the status of ${place.name} can not be read from ${file}: ${why}`, { hint: 'czar launch FILE', cause })
  })
  const parsed = statusSchema.safeParse(parse(text))
  if (parsed.success) return parsed.data
  throw new PreconditionError(`${file} is not a status that this version of czar knows`, {
    details: parsed.error.issues.slice(0, 5).map(issue => `${issue.path.join('.')}: ${issue.message}`),
    hint: `rm ${file}   # it is a projection: a running czar writes it again`,
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
