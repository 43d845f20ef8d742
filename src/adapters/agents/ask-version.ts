import type { ProgramVersion } from '../../core/model/program.ts'
import type { AgentProfile } from '../../core/model/project.ts'
import { knownDifferences, MEASURED } from './measured.ts'
import { readVersion, saysOwnVersion, type VersionQuestion } from './read-version.ts'

/** The version of a profile's program; null: no version of it was measured, or a wrapper starts it. */
export async function askVersion(
  { kind, command }: Pick<AgentProfile, 'kind' | 'command'>,
  question: Omit<VersionQuestion, 'program'>,
): Promise<ProgramVersion | null> {
  const measured = MEASURED[kind]
  const [program] = command
  if (measured === undefined || program === undefined || !saysOwnVersion(kind, program)) return null
  const version = await readVersion({ ...question, program })
  return { program, version, measured, differs: knownDifferences(kind, version) }
}
