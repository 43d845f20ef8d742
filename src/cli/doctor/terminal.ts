import { execa } from 'execa'
import { SCRIPT_HINT } from '../../adapters/processes/run-in-terminal.ts'
import type { CliIo } from '../io.ts'
import { findProgram } from '../project/find-program.ts'
import { type DoctorFinding, good, note } from './finding.ts'

/** How to check that a program has what the terminal of `czar web` needs. The programs of BusyBox and of other systems lack it. */
const NEEDED = {
  script: { args: ['--version'], isRight: (output: string) => output.includes('util-linux') },
  setpriv: { args: ['--pdeathsig', 'KILL', 'true'], isRight: () => true },
} as const

/** Checks the programs for the terminal in the page of `czar web`. Everything else works without them. */
export async function examineTerminal(env: CliIo['env']): Promise<DoctorFinding> {
  const path = env['PATH'] ?? ''
  const found = await Promise.all(
    Object.entries(NEEDED).map(async ([name, { args, isRight }]) => {
      const program = await findProgram(name, path)
      if (program === null) return `${name} is not on PATH`
      const { failed, stdout } = await execa(program, args, { env: { PATH: path }, extendEnv: false, reject: false, timeout: 5_000 })
      return !failed && isRight(stdout) ? null : `${name} is not the one of util-linux`
    }),
  )
  const missing = found.filter(problem => problem !== null)
  if (missing.length === 0) return good('terminal', 'czar web can show a terminal')
  return note('terminal', `czar web cannot show a terminal: ${missing.join(', ')}`, SCRIPT_HINT)
}
