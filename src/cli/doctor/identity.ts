import { readAuthorship } from '../../adapters/git/repository/read-authorship.ts'
import type { CliIo } from '../io.ts'
import { type DoctorFinding, good, note } from './finding.ts'

/** Checks that git has an author for the agents' commits. A repository or the project file may still set another author. */
export async function examineIdentity({ cwd, env }: Pick<CliIo, 'cwd' | 'env'>): Promise<readonly DoctorFinding[]> {
  const authorship = await readAuthorship(cwd, env).catch(() => undefined)
  // git itself is missing, which another check reports.
  if (authorship === undefined) return []
  if (authorship !== null) return [good('git identity', `${authorship.author.name} <${authorship.author.email}>`)]
  return [
    note(
      'git identity',
      'git does not know who commits here, so an agent cannot commit unless its repository or the project file says so',
      'git config --global user.name NAME && git config --global user.email ADDRESS',
    ),
  ]
}
