import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createAgents } from '../../adapters/agents/agents.ts'
import { createClock } from '../../adapters/clock.ts'
import { createDisk } from '../../adapters/disk.ts'
import { createGitHub } from '../../adapters/forge/github/create-github.ts'
import { createGates } from '../../adapters/gates/create-gates.ts'
import type { RunProgram } from '../../adapters/processes/runner/run-here.ts'
import { readPrompts } from '../../adapters/prompts/read-prompts.ts'
import { createSymbols } from '../../adapters/symbols/create-symbols.ts'
import { createTmux } from '../../adapters/tmux/create-tmux.ts'
import type { Project } from '../../core/model/project.ts'
import type { Inspected } from '../../core/ports/git-port.ts'
import type { TerminalPort } from '../../core/ports/terminal-port.ts'
import type { Hands, Log, ProjectPaths } from '../../supervisor/hands.ts'
import type { CliIo } from '../io.ts'
import type { Launch } from '../launch/prepare-launch.ts'
import { packageRoot } from '../package-root.ts'
import { agentBaseEnvironment, gateEnvironment, serverEnvironment } from '../project/environments.ts'
import { openGateCache } from '../project/gates-place.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { buildAlerts } from './build-alerts.ts'
import { buildGit } from './build-git.ts'
import { writeCommandShim } from './command-shim.ts'
import { progressFile } from './progress-log.ts'
import { createProjectFile } from './project-file.ts'
import { createTexts } from './texts.ts'

interface HandsOptions {
  readonly repository: Inspected
  readonly env: CliIo['env']
  readonly log: Log
  /** Starts git programs. */
  readonly run: RunProgram
  readonly countDashboards?: () => number
  /** The project as czar runs it now, with workers that were added and changes that were loaded since the launch. */
  readonly inUse?: () => Project
  /** Called after a person has loaded the project file again, with a launch of the changed file. */
  readonly onReload?: (launch: Launch) => void
}

/**
 * Builds all adapters that one project's czar uses: git, tmux, checks, alerts and others. No other place puts them together. Long: it
 * lists them all.
 */
export async function buildHands(
  launch: Launch,
  { repository, env, log, run, countDashboards, inUse = () => launch.project, onReload }: HandsOptions,
): Promise<Hands> {
  const { project, place, alertChannels } = launch
  const clock = createClock()
  const paths = projectPaths(project, place, env)
  await mkdir(join(place.directory, 'logs'), { recursive: true, mode: 0o700 })
  const git = buildGit(project, place, env, { known: repository, run, inUse })
  const commandDir = await writeCommandShim(place.directory)
  let { places } = launch
  let alerts = buildAlerts(alertChannels, place, env, countDashboards)
  return {
    get project() {
      return inUse()
    },
    projectFile: createProjectFile(launch, {
      env,
      onAdopt(adopted, port) {
        alerts = port
        places = adopted.places
        onReload?.(adopted)
      },
      countDashboards,
    }),
    terminal: buildTerminal(project.name, place, { env, log, run }),
    agents: createAgents({ inherited: env, note: text => log.warn({}, text) }),
    git,
    forge: project.policy.pullRequests == null ? null : createGitHub({ addresses: git.remoteAddresses, env }),
    gates: createGates({ owner: place.directory }),
    baseGates: { cache: openGateCache(env), places: () => places },
    symbols: createSymbols(),
    get alerts() {
      return alerts
    },
    disk: createDisk(),
    clock,
    texts: createTexts({ projectDir: place.directory, prompts: await readPrompts(join(packageRoot, 'prompts')), clock }),
    paths,
    agentEnv: agentBaseEnvironment(env, place, commandDir),
    gateEnv: gateEnvironment(env),
    log,
  }
}

interface TerminalContext {
  readonly env: CliIo['env']
  readonly log: Log
  readonly run?: RunProgram
}

/** The project's own tmux server. */
export function buildTerminal(name: string, place: ProjectPlace, { env, log, run }: TerminalContext): TerminalPort {
  return createTmux({
    socketPath: place.sockets.tmux,
    env: serverEnvironment(env),
    sessionPrefix: `${name}-`,
    marks: { projectDir: place.directory, agentsDir: join(place.directory, 'agents') },
    ...(run === undefined ? {} : { run }),
    log: message => log.info({}, message),
  })
}

/** The paths of one project's files. */
export function projectPaths(project: Project, { directory }: ProjectPlace, env: CliIo['env']): ProjectPaths {
  return {
    projectDir: directory,
    agentDir: (worker, incarnation) => join(directory, 'agents', worker, String(incarnation)),
    logFile: name => join(directory, 'logs', `${name}.log`),
    proofDir: name => join(project.worktreesDir, '.proofs', name),
    sessionName: worker => `${project.name}-worker-${worker}`,
    czarSession: {
      name: `${project.name}-czar`,
      argv: ['tail', '-n', '1000', '-F', progressFile(directory)],
      env: serverEnvironment(env),
    },
  }
}
