import { resolve } from 'node:path'
import { roleNames } from '../../config/load-project.ts'
import type { ProjectFile } from '../../config/parse-project.ts'
import { DEFAULT_AGENT } from '../../config/schema/project-schema.ts'
import { parseDuration } from '../../config/text/parse-duration.ts'
import { ConfigError, UsageError } from '../../core/model/errors.ts'
import type { FleetPlan } from '../../core/plan/fleet-plan.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { CliIo } from '../io.ts'
import { type PlanReport, planJson, renderPlan } from '../output/plan.ts'
import { configPaths } from '../project/config-paths.ts'
import { localRepository, requireProfile } from '../project/this-repository.ts'
import type { PlanOptions } from '../verbs/setup/plan.ts'
import { arrangeFound, planFromMarkdown, readPlanText } from './plan-by-rule.ts'
import { planCommand } from './plan-command.ts'
import { checkPlanFiles, filesOfPlan, type PlanPlace, refuseOverwriting, shownIn, writePlanFiles } from './plan-files.ts'
import { type ReadIssue, readIssues, tasksOfIssues } from './plan-issues.ts'
import type { PlanningGoal } from './plan-prompt.ts'

const NO_FILE = 'nothing is written, because the plan makes no valid project file'

/** The source of the plan. */
interface Sources {
  readonly goal: string | null
  readonly plan: { readonly name: string; readonly text: string } | null
  readonly issues: readonly ReadIssue[]
}

type Made = Pick<PlanReport, 'plan' | 'use' | 'warnings'>

/** Makes a plan, checks it, prints it, writes its files and, if the person said so, launches the fleet. */
export async function makePlan(options: PlanOptions): Promise<void> {
  requireSource(options)
  const limits = readLimits(options)
  const { io, out } = options
  if (options.workerAgent !== null) await requireProfile(options.workerAgent, planCommand({ ...options, workerAgent: DEFAULT_AGENT }, {}))
  const found = await localRepository(resolve(io.cwd, options.repo ?? '.'), `${planCommand(options, { repo: 'PATH' })}   # or: git init`)
  const place = {
    io,
    out,
    repository: found.place,
    base: options.base ?? found.base,
    agent: options.workerAgent ?? options.agent ?? DEFAULT_AGENT,
    madeFrom: sourceName(options),
  }
  // An agent may work for minutes. So this check comes first, and a person learns at once that one of the files exists already.
  if (!options.dryRun)
    await refuseOverwriting({ file: resolve(io.cwd, out, 'czar.yaml'), taskFiles: new Map() }, planCommand(options, { out: 'DIR' }))
  const sources = await readSources(options, found.place)
  if (options.agent === null) return finish(options, place, { plan: await planByRule(sources, place), use: null, warnings: [] })
  const made = await planWithAgent(options.agent, { options, limits, place, sources })
  if (made !== null) await finish(options, place, made)
}

async function readSources({ io, goal, from, issues, label }: PlanOptions, repository: string): Promise<Sources> {
  const plan = from === null ? null : { name: `the plan ${from}`, text: await readPlanText(from, io) }
  const read = issues.length === 0 && label === null ? [] : await readIssues({ refs: issues, label, repository, io })
  return { goal, plan, issues: read }
}

async function planByRule({ plan, issues }: Sources, { repository, io }: PlanPlace): Promise<FleetPlan> {
  if (issues.length === 0) return planFromMarkdown(plan?.text ?? '', repository, io)
  return arrangeFound(await tasksOfIssues(issues, plan?.text ?? null), repository, io)
}

interface AgentRequest {
  readonly options: PlanOptions
  readonly limits: { readonly usd: number | null; readonly timeMs: number }
  readonly place: PlanPlace
  readonly sources: Sources
}

/** Returns null if the person only wanted to see the prompt for the agent. */
async function planWithAgent(agent: string, { options, limits, place, sources }: AgentRequest): Promise<Made | null> {
  // The code for processes and agents is loaded only here, because no other way to plan needs it.
  const { commandOfPlanner, findPlanner } = await import('./planner.ts')
  const { io } = options
  const goal: PlanningGoal = {
    goal: sources.goal,
    material: [
      ...(sources.plan === null ? [] : [sources.plan]),
      ...sources.issues.map(({ name, text, mention }) => ({
        name,
        text,
        note: `The task that completes it ends with the line \`Issue: ${mention}\`.`,
      })),
    ],
    base: place.base,
    roles: await roleNames(configPaths(io.env).rolesDir),
  }
  const planner = await findPlanner(agent, io, options.passEnv)
  if (options.dryRun) {
    const { planPrompt } = await import('./plan-prompt.ts')
    const command = (await commandOfPlanner(planner, limits.usd)).map(shellWord).join(' ')
    io.stdout.write(`${command}\n\n${await planPrompt(goal, place.base, null)}`)
    return null
  }
  const { planByAgent } = await import('./plan-by-agent.ts')
  const filesOf = (plan: FleetPlan) => filesOfPlan(plan, place)
  const check = async (plan: FleetPlan) => checkPlanFiles(await filesOf(plan), io)
  const { repository } = place
  const tryGates = options.gates ? (file: ProjectFile) => weakGates(file, io) : null
  return planByAgent({ io, planner, goal, repository, usd: limits.usd, timeMs: limits.timeMs, options, check, tryGates, filesOf })
}

/** Runs the accept commands of a plan on base. Says which prove nothing, or cannot run. */
async function weakGates(file: ProjectFile, io: CliIo): Promise<readonly string[]> {
  const { tryGates } = await import('../gates/try-gates.ts')
  const { findings } = await tryGates(file, io, { usesCache: true })
  return findings.flatMap(({ level, place, text }) => (level === 'note' ? [] : [place === null ? text : `${place}: ${text}`]))
}

async function finish(options: PlanOptions, place: PlanPlace, made: Made): Promise<void> {
  const { io, json, dryRun, launch } = options
  const files = await filesOfPlan(made.plan, place)
  const elsewhere = planCommand(options, { out: 'DIR' })
  if (!dryRun) await refuseOverwriting(files, elsewhere)
  const project = await checkPlanFiles(files, io).catch((error: unknown) => {
    // The plan's file does not exist yet. So the usual hint, which checks the file, is left out.
    if (error instanceof ConfigError)
      throw new ConfigError(`${NO_FILE}: ${error.message}`, { details: error.details, hint: 'czar help planning' })
    throw error
  })
  // If an agent made the plan, it has already had a chance to correct its weak commands.
  const weak = options.gates && made.use === null ? await weakGates(project, io) : []
  const written = dryRun ? [] : await writePlanFiles(files, elsewhere)
  const report: PlanReport = { ...made, warnings: [...made.warnings, ...weak], file: shownIn(options.out, 'czar.yaml'), written }
  io.stdout.write(json ? planJson(report) : renderPlan(report, io))
  if (launch && !dryRun) {
    const { runLaunch } = await import('../launch/run-launch.ts')
    await runLaunch({ io, file: files.file, foreground: false, detach: json, acceptsShorter: false, again: [], dryRun: false })
  }
}

function requireSource(options: PlanOptions): void {
  const { goal, from, issues, label, agent, launch } = options
  if (launch && (issues.length > 0 || label !== null))
    throw new UsageError('a plan from issues is not launched at once, because strangers may write issues; read the plan first', {
      hint: planCommand({ ...options, launch: false }, {}),
    })
  if (goal === null && from === null && issues.length === 0 && label === null)
    throw new UsageError('say what to plan: a goal, or --from, --issue or --label', { hint: 'czar plan --help' })
  if (goal !== null && goal.trim() === '') throw new UsageError('the goal is empty; say what is to be built', { hint: 'czar plan --help' })
  if (goal !== null && agent === null)
    throw new UsageError('only an agent can plan a goal; rules can read a written plan', {
      hint: planCommand(options, { agent: DEFAULT_AGENT }),
    })
}

function readLimits(options: PlanOptions): AgentRequest['limits'] {
  const { usd, time } = options
  const timeMs = parseDuration(time)
  if (timeMs === null || timeMs === 0)
    throw new UsageError(`--time ${time} is no duration`, { hint: planCommand(options, { time: '30m' }) })
  if (usd === null) return { usd: null, timeMs }
  const dollars = /^\$?\d+(?:\.\d+)?$/.test(usd) ? Number(usd.replace('$', '')) : 0
  if (!(dollars > 0)) throw new UsageError(`--usd ${usd} is not a number of dollars above 0`, { hint: planCommand(options, { usd: '2' }) })
  return { usd: dollars, timeMs }
}

function sourceName({ goal, from, issues, label, agent }: PlanOptions): string {
  const parts = [
    goal === null ? [] : `the goal “${goal}”`,
    from === null ? [] : from === '-' ? 'standard input' : from,
    issues,
    label === null ? [] : `issues with the label ${label}`,
  ].flat()
  return `${parts.join(', ')}${agent === null ? '' : `, by ${agent}`}`
}
