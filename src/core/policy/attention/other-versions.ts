import type { ProgramVersion } from '../../model/program.ts'
import type { State } from '../../state/types/state.ts'

/** Returns the programs that the project uses and whose installed version is not the one with which czar was tested. */
export function otherVersions({ programs, project }: State): readonly (ProgramVersion & { readonly agent: string })[] {
  return Object.entries(programs).flatMap(([agent, known]) => {
    // The project file may have been changed to another program, whose version czar does not know yet.
    const isUsed = project?.agents[agent]?.command[0] === known.program
    return isUsed && known.version !== known.measured ? [{ agent, ...known }] : []
  })
}
