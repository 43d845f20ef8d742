import { resolve } from 'node:path'
import { UsageError } from '../../core/model/errors.ts'
import type { FleetPlan } from '../../core/plan/fleet-plan.ts'
import { type PlanReport, planJson, renderPlan } from '../output/plan.ts'
import { localRepository } from '../project/this-repository.ts'
import type { PlanOptions } from '../verbs/setup/plan.ts'
import { planFromMarkdown, readPlanText } from './plan-by-rule.ts'
import { checkPlanFiles, filesOfPlan, type PlanPlace, refuseOverwriting, writePlanFiles } from './plan-files.ts'

const NO_REPOSITORY = 'czar plan … --repo PATH   # or: git init'

/** Makes a plan, checks it, prints it and writes its files. */
export async function makePlan(options: PlanOptions): Promise<void> {
  requireSource(options)
  const { io, out, from } = options
  const { place, base } = await localRepository(resolve(io.cwd, options.repo ?? '.'), NO_REPOSITORY)
  const target: PlanPlace = {
    io,
    out,
    repository: place,
    base: options.base ?? base,
    agent: options.agent ?? 'claude',
    madeFrom: from ?? '',
  }
  const plan = await planFromMarkdown(await readPlanText(from ?? '-', io), place, io)
  await finish(options, { plan, target })
}

async function finish(options: PlanOptions, { plan, target }: { plan: FleetPlan; target: PlanPlace }): Promise<void> {
  const { io, json, dryRun } = options
  const files = await filesOfPlan(plan, target)
  await refuseOverwriting(files)
  await checkPlanFiles(files, io)
  const written = dryRun ? [] : await writePlanFiles(files)
  const report: PlanReport = { plan, file: files.shownAs, written, use: null, warnings: [] }
  io.stdout.write(json ? planJson(report) : renderPlan(report, io))
}

function requireSource({ goal, from, issues, label }: PlanOptions): void {
  if (goal === null && from === null && issues.length === 0 && label === null)
    throw new UsageError('say what to plan: a goal, or --from, --issue or --label', { hint: 'czar plan --help' })
}
