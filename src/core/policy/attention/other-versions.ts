import type { ProgramVersion } from '../../model/program.ts'
import type { State } from '../../state/types/state.ts'

/** The programs of the project's profiles whose installed version differs from the measured one. */
export function otherVersions({ programs, project }: State): readonly (ProgramVersion & { readonly agent: string })[] {
  return Object.entries(programs).flatMap(([agent, known]) => {
    // The project file may name another program now, whose version is not known yet.
    const isUsed = project?.agents[agent]?.command[0] === known.program
    return isUsed && known.version !== known.measured ? [{ agent, ...known }] : []
  })
}
