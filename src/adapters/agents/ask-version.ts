import type { ProgramVersion } from '../../core/model/program.ts'
import type { AgentProfile } from '../../core/model/project.ts'
import { DRIVERS } from './drivers.ts'
import { knownDifferences } from './known-differences.ts'
import { readVersion, saysOwnVersion, type VersionQuestion } from './read-version.ts'

/**
 * The version of a profile's program. Returns null if no version of this kind of program was ever tested with czar, or if another program
 * starts it.
 */
export async function askVersion(
  { kind, command }: Pick<AgentProfile, 'kind' | 'command'>,
  question: Omit<VersionQuestion, 'program'>,
): Promise<ProgramVersion | null> {
  const { measured } = DRIVERS[kind]
  const [program] = command
  if (measured === null || program === undefined || !saysOwnVersion(kind, program)) return null
  const version = await readVersion({ ...question, program })
  return { program, version, measured: measured.version, differs: knownDifferences(measured, version) }
}
