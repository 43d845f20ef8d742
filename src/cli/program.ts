import { type Command, Help, type Option } from 'commander'
import { bareProgram } from './bare-program.ts'
import { registerAnswer } from './commands/answer.ts'
import { registerAssign } from './commands/assign.ts'
import { registerAttach } from './commands/attach.ts'
import { registerClean } from './commands/clean.ts'
import { registerConfig } from './commands/config.ts'
import { registerDashboard } from './commands/dashboard.ts'
import { registerDemo } from './commands/demo.ts'
import { registerDiff } from './commands/diff.ts'
import { registerDoctor } from './commands/doctor.ts'
import { registerHandoff } from './commands/handoff.ts'
import { registerInbox } from './commands/inbox.ts'
import { registerInit } from './commands/init.ts'
import { registerLaunch } from './commands/launch.ts'
import { registerLog } from './commands/log.ts'
import { registerMcp } from './commands/mcp.ts'
import { registerNext } from './commands/next.ts'
import { registerNudge } from './commands/nudge.ts'
import { registerPause } from './commands/pause.ts'
import { registerPeers } from './commands/peers.ts'
import { registerQueue } from './commands/queue.ts'
import { registerReport } from './commands/report.ts'
import { registerRestart } from './commands/restart.ts'
import { registerResults } from './commands/results.ts'
import { registerResume } from './commands/resume.ts'
import { registerRun } from './commands/run.ts'
import { registerSay } from './commands/say.ts'
import { registerStatus } from './commands/status.ts'
import { registerStop } from './commands/stop.ts'
import { registerSummary } from './commands/summary.ts'
import { registerTell } from './commands/tell.ts'
import { registerValidate } from './commands/validate.ts'
import { registerVerify } from './commands/verify.ts'
import { registerWhy } from './commands/why.ts'
import type { CliIo } from './io.ts'
import { packageVersion } from './package-root.ts'

const EXAMPLES = `
Examples:
  czar init                      write a first project file, czar.yaml
  czar launch czar.yaml          start the fleet, and a supervisor that outlives this terminal
  czar status --watch            what the fleet does, redrawn at each change
  czar why api --long            why a worker's health is what it is
  czar tell api "keep the old endpoint too"

Exit codes: 0 done, 1 failed, 2 wrong use, 3 needs a person, 130 interrupted.
In a worker's pane: czar report, czar handoff, czar peers, czar inbox, czar say, czar run.`

/** The whole command line. Each verb loads what it needs when it runs, so that `czar report` starts fast. */
export function makeProgram(io: CliIo): Command {
  const program = bareProgram(io)
    .description('Launches a fleet of AI coding agents and supervises them until their work is verified.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpCommand('help [command]', 'how to use a command')
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('  next: czar --help')
    .configureHelp({ optionDescription })
  for (const register of VERBS) register(program, io)
  return program
}

// That a switch is off unless given goes without saying.
function optionDescription(option: Option): string {
  return option.isBoolean() ? option.description : new Help().optionDescription(option)
}

/** In the order of `czar --help`. */
const VERBS: readonly ((program: Command, io: CliIo) => void)[] = [
  registerInit,
  registerDoctor,
  registerValidate,
  registerConfig,
  registerDemo,
  registerLaunch,
  registerDashboard,
  registerStatus,
  registerWhy,
  registerSummary,
  registerLog,
  registerDiff,
  registerResults,
  registerAttach,
  registerNext,
  registerTell,
  registerAnswer,
  registerNudge,
  registerAssign,
  registerQueue,
  registerVerify,
  registerPause,
  registerResume,
  registerRestart,
  registerStop,
  registerClean,
  registerReport,
  registerHandoff,
  registerPeers,
  registerInbox,
  registerSay,
  registerRun,
  registerMcp,
]
