import { lstat, mkdir, realpath, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { checkUnwritten, type UnwrittenFiles } from '../../config/load-project.ts'
import type { ProjectFile } from '../../config/parse-project.ts'
import { planYaml, taskFileOf } from '../../config/plan-yaml.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import type { FleetPlan } from '../../core/plan/fleet-plan.ts'
import { listed } from '../../core/text/listed.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { CliIo } from '../io.ts'
import { packageRoot } from '../package-root.ts'
import { configPaths } from '../project/config-paths.ts'
import { nearestExisting } from '../project/private-directory.ts'
import { projectNameFrom } from '../project/this-repository.ts'

/** The place of a plan's files, and the lines at their top. */
export interface PlanPlace {
  readonly io: CliIo
  /** The directory as the person typed it. */
  readonly out: string
  /** The absolute path of the repository. */
  readonly repository: string
  readonly base: string
  readonly agent: string
  readonly madeFrom: string
}

const FILE = 'czar.yaml'

/** Makes the files of a plan, in memory. */
export async function filesOfPlan(plan: FleetPlan, { io, out, repository, base, agent, madeFrom }: PlanPlace): Promise<UnwrittenFiles> {
  // git prints the path of a repository without symbolic links. `repo:` is relative to the file, so the file's path must have none either.
  const directory = await realDirectory(resolve(io.cwd, out))
  const text = planYaml(plan, {
    project: projectNameFrom(basename(repository, '.git')),
    repo: relative(directory, repository) || '.',
    base,
    agent,
    schema: relative(directory, join(await realpath(packageRoot), 'config', 'project.schema.json')),
    madeFrom,
  })
  const taskFiles = new Map(plan.tasks.map(task => [join(directory, taskFileOf(task.id)), task.text]))
  return { file: join(directory, FILE), shownAs: shownIn(out, FILE), text, taskFiles }
}

/** Checks the files as `czar validate` will check them, and returns the project. Throws a ConfigError with all mistakes. */
export async function checkPlanFiles(files: UnwrittenFiles, io: CliIo): Promise<ProjectFile> {
  return checkUnwritten(files, configPaths(io.env))
}

/** Throws if one of the files exists, because czar overwrites nothing. `elsewhere` is the same command with another directory. */
export async function refuseOverwriting({ file, taskFiles }: Pick<UnwrittenFiles, 'file' | 'taskFiles'>, elsewhere: string): Promise<void> {
  const found: string[] = []
  for (const path of [file, ...taskFiles.keys()]) {
    const isThere = await lstat(path).then(
      () => true,
      () => false,
    )
    if (isThere) found.push(path)
  }
  if (found.length === 0) return
  throw new PreconditionError(
    `nothing is written, because ${found.length === 1 ? 'this file is' : 'these files are'} there already: ${listed(found)}`,
    {
      hint: `${elsewhere}   # a directory without these files`,
    },
  )
}

/** Writes all files of a plan, or none. Returns their paths. */
export async function writePlanFiles(files: UnwrittenFiles, elsewhere: string): Promise<readonly string[]> {
  await refuseOverwriting(files, elsewhere)
  const written: string[] = []
  try {
    for (const [path, text] of [...files.taskFiles, [files.file, files.text] as const]) {
      await mkdir(dirname(path), { recursive: true })
      // With the flag wx, writing fails if the file exists by now.
      await writeFile(path, text, { flag: 'wx' })
      written.push(path)
    }
  } catch (cause) {
    for (const path of written) await rm(path, { force: true })
    throw new PreconditionError(`nothing is written: ${cause instanceof Error ? cause.message : String(cause)}`, {
      hint: `ls -ld ${shellWord(nearestExisting(dirname(files.file)))}`,
      cause,
    })
  }
  return written
}

export function shownIn(out: string, file: string): string {
  return out === '.' ? file : join(out, file)
}

/** Returns the path with its symbolic links resolved, as far as the path exists. */
async function realDirectory(path: string): Promise<string> {
  const found = await realpath(path).catch(() => null)
  if (found !== null) return found
  const above = dirname(path)
  return above === path ? path : join(await realDirectory(above), basename(path))
}
