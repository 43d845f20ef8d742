import { openJournal } from '../../../src/adapters/journal/journal.ts'
import { acquireSupervisorLock } from '../../../src/adapters/journal/supervisor-lock.ts'
import { runHere } from '../../../src/adapters/processes/runner/run-here.ts'
import { watchReports } from '../../../src/adapters/status/reports/watch-reports.ts'
import { createStatusWriter } from '../../../src/adapters/status/status-writer.ts'
import { buildHands } from '../../../src/cli/compose/build-hands.ts'
import { replay } from '../../../src/cli/compose/open-czar.ts'
import type { CliIo } from '../../../src/cli/io.ts'
import { inspectLaunch } from '../../../src/cli/launch/inspect-launch.ts'
import { prepareLaunch } from '../../../src/cli/launch/prepare-launch.ts'
import type { Hands } from '../../../src/supervisor/hands.ts'
import { supervise } from '../../../src/supervisor/supervise.ts'
import { createCounter, type Mishap } from '../support/count-operations.ts'

/** `czar-to-kill.ts FILE N MISHAP`: supervises as czar does, and is killed by SIGKILL at its Nth operation. If the fleet is over before that, it prints the number of operations. */
const [file = '', at = '0', mishap = 'killed-before'] = process.argv.slice(2)
const io = { env: process.env, cwd: process.cwd(), stderr: process.stderr, stdout: process.stdout } as unknown as CliIo
const counter = createCounter({
  at: Number(at),
  mishap: mishap as Mishap,
  kill: () => process.kill(process.pid, 'SIGKILL'),
  isDead: () => false,
  begin: () => () => {},
})

const launch = await prepareLaunch(file, io)
const { project, place } = launch
const repository = await inspectLaunch(launch, io.env)
acquireSupervisorLock(place.directory)
const projectDir = place.directory
const journal = openJournal({ projectDir })
const hands = counted(await buildHands(launch, { repository, env: io.env, run: runHere, log: { info: () => {}, warn: () => {} } }))
const status = createStatusWriter({ projectDir, minGapMs: 100, onTrouble: () => {} })
const supervision = await supervise({
  hands,
  initial: replay(journal),
  prepared: hands.gates.endLeftOver().then(() => hands.git.pruneProofs()),
  ledger: counter.watch('ledger', { append: journal.append.bind(journal) }),
  identity: { epoch: journal.epoch, pid: process.pid, host: 'here', version: '0' },
  gaveUp: null,
  starved: null,
  writeStatus: view => status.write(view),
  watchReports: (after, listener) => watchReports({ projectDir, workers: project.workers.map(({ id }) => id), after, listener }),
  onEvents: () => {},
  loadCommands: () => import('../../../src/supervisor/command.ts'),
})
await supervision.over
process.stdout.write(`${counter.count()}\n`)
process.exit()

function counted(real: Hands): Hands {
  return {
    ...real,
    terminal: counter.watch('terminal', real.terminal, ['onSignal']),
    agents: counter.watch('agents', real.agents, ['readScreen', 'asTaken']),
    git: counter.watch('git', real.git),
    gates: counter.watch('gates', real.gates),
    texts: counter.watch('texts', real.texts),
  }
}
