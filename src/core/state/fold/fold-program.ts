import type { ProgramEvent } from '../../model/program.ts'
import type { Handlers } from '../fold.ts'
import { updateWorker } from '../update.ts'

export const foldProgram: Handlers<ProgramEvent> = {
  'program.version': (state, { agent, program, version, measured, differs }) => ({
    ...state,
    programs: { ...state.programs, [agent]: { program, version, measured, differs } },
  }),
  'program.hindered': (state, { worker: id, incarnation, hindrances }, at) =>
    // A late finding about an older agent changes nothing.
    updateWorker(state, id, worker => (incarnation < worker.incarnation ? {} : { hindered: { at, found: hindrances, ends: 0 } })),
}
