import { type Command, Help, type Option } from 'commander'
import { bareProgram } from './bare-program.ts'
import type { CliIo } from './io.ts'
import { versionLine } from './package-root.ts'
import { registerClean } from './verbs/finish/clean.ts'
import { registerLand } from './verbs/finish/land.ts'
import { registerMerge } from './verbs/finish/merge.ts'
import { registerLaunch } from './verbs/fleet/launch.ts'
import { registerReload } from './verbs/fleet/reload.ts'
import { registerRun } from './verbs/fleet/run.ts'
import { registerStop } from './verbs/fleet/stop.ts'
import { registerWorker } from './verbs/fleet/worker.ts'
import { registerAttach } from './verbs/look/attach.ts'
import { registerCompare } from './verbs/look/compare.ts'
import { registerConflicts } from './verbs/look/conflicts.ts'
import { registerDashboard } from './verbs/look/dashboard.ts'
import { registerDiff } from './verbs/look/diff.ts'
import { registerHelp } from './verbs/look/help.ts'
import { registerHistory } from './verbs/look/history.ts'
import { registerLog } from './verbs/look/log.ts'
import { registerMetrics } from './verbs/look/metrics.ts'
import { registerNext } from './verbs/look/next.ts'
import { registerPr } from './verbs/look/pr.ts'
import { registerProjects } from './verbs/look/projects.ts'
import { registerResults } from './verbs/look/results.ts'
import { registerStatus } from './verbs/look/status.ts'
import { registerSummary } from './verbs/look/summary.ts'
import { registerWeb } from './verbs/look/web.ts'
import { registerWhy } from './verbs/look/why.ts'
import { registerCompletion } from './verbs/setup/completion.ts'
import { registerConfig } from './verbs/setup/config.ts'
import { registerDemo } from './verbs/setup/demo.ts'
import { registerDoctor } from './verbs/setup/doctor.ts'
import { registerInit } from './verbs/setup/init.ts'
import { registerPlan } from './verbs/setup/plan.ts'
import { registerValidate } from './verbs/setup/validate.ts'
import { registerAnswer } from './verbs/steer/answer.ts'
import { registerAssign } from './verbs/steer/assign.ts'
import { registerNudge } from './verbs/steer/nudge.ts'
import { registerPause } from './verbs/steer/pause.ts'
import { registerQueue } from './verbs/steer/queue.ts'
import { registerRestart } from './verbs/steer/restart.ts'
import { registerResume } from './verbs/steer/resume.ts'
import { registerReview } from './verbs/steer/review.ts'
import { registerTell } from './verbs/steer/tell.ts'
import { registerVerify } from './verbs/steer/verify.ts'
import { registerHandoff } from './verbs/worker/handoff.ts'
import { registerInbox } from './verbs/worker/inbox.ts'
import { registerMcp } from './verbs/worker/mcp.ts'
import { registerPeers } from './verbs/worker/peers.ts'
import { registerReport } from './verbs/worker/report.ts'
import { registerSay } from './verbs/worker/say.ts'
import { registerSpawn } from './verbs/worker/spawn.ts'
import { registerWait } from './verbs/worker/wait.ts'

const EXAMPLES = `
Examples:
  czar init                      write a first project file, czar.yaml
  czar launch czar.yaml          start the fleet, and a supervisor that outlives this terminal
  czar status --watch            what the fleet does, redrawn at each change
  czar why api --long            why a worker's health is what it is
  czar tell api "keep the old endpoint too"

Exit codes: 0 done, 1 failed, 2 wrong use, 3 needs a person, 130 interrupted.
In a worker's pane: czar report, czar handoff, czar peers, czar inbox, czar say, czar spawn, czar wait, czar run.`

/** The whole command line. Each verb loads its code only when it runs, so that `czar report` starts fast. */
export function makeProgram(io: CliIo): Command {
  const program = bareProgram(io)
    .description('Launches a fleet of AI coding agents and supervises them until their work is verified.')
    .version(versionLine(), '-V, --version', 'print the version and the commit of this build')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('  next: czar --help')
    .configureHelp({ optionDescription })
  for (const register of VERBS) register(program, io)
  return program
}

// The default of an on/off flag is not printed, because it is always off.
function optionDescription(option: Option): string {
  return option.isBoolean() ? option.description : new Help().optionDescription(option)
}

/** The verbs in the order of `czar --help`. */
const VERBS: readonly ((program: Command, io: CliIo) => void)[] = [
  registerInit,
  registerPlan,
  registerDoctor,
  registerValidate,
  registerConfig,
  registerCompletion,
  registerHelp,
  registerDemo,
  registerLaunch,
  registerDashboard,
  registerWeb,
  registerProjects,
  registerStatus,
  registerWhy,
  registerSummary,
  registerHistory,
  registerMetrics,
  registerLog,
  registerDiff,
  registerCompare,
  registerConflicts,
  registerResults,
  registerPr,
  registerAttach,
  registerNext,
  registerTell,
  registerAnswer,
  registerNudge,
  registerAssign,
  registerReload,
  registerWorker,
  registerQueue,
  registerVerify,
  registerPause,
  registerResume,
  registerRestart,
  registerReview,
  registerStop,
  registerMerge,
  registerLand,
  registerClean,
  registerReport,
  registerHandoff,
  registerPeers,
  registerInbox,
  registerSay,
  registerSpawn,
  registerWait,
  registerRun,
  registerMcp,
]
