import { loadProjectFile } from '../../config/load-project.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import { launchLine } from '../../core/model/gave-up.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import { sayFixedChange } from '../../core/views/file-edit.ts'
import type { ProjectChange } from '../../core/views/project-changes.ts'
import { lastFile } from '../client/launch-hint.ts'
import { openClient, sendCommand } from '../client/open-client.ts'
import { chooseForReload } from '../history/choose-for-launch.ts'
import type { CliIo } from '../io.ts'
import { readLastProject } from '../launch/kept-launch.ts'
import { changesSince, changesTable, refuseUnknownTasks } from '../launch/say-project-changes.ts'
import { configPaths } from '../project/config-paths.ts'
import { digestOfProject } from '../project/digest.ts'
import { chooseProject } from '../project/project-place.ts'
import { projectWarnings } from '../project/project-warnings.ts'

export interface ReloadOptions {
  readonly io: CliIo
  readonly project: string | undefined
  /** Finished tasks that begin again. */
  readonly again: readonly string[]
  /** Whether to print only the changes, and to load nothing. */
  readonly dryRun: boolean
  readonly json: boolean
}

/** Runs `czar reload`. The command reads and compares the file itself, so that a person sees the changes before the czar loads them. */
export async function reloadFile({ io, project: name, again, dryRun, json }: ReloadOptions): Promise<void> {
  const place = await chooseProject(name, io)
  const client = openClient(place)
  // A czar must run. What it runs is compared below.
  const { file } = await client.state()
  const read = await loadProjectFile(file || lastFile(place), configPaths(io.env))
  const before = readLastProject(place.directory) ?? read.project
  const project = await chooseForReload(read.project, place, { env: io.env, before })
  if (project.name !== place.name)
    throw new PreconditionError(`${file} is now about project ${project.name}, and the fleet belongs to ${place.name}`, {
      hint: `write \`project: ${place.name}\` again, or launch it beside the fleet with other branches: czar launch ${shellWord(file)}`,
    })
  const fixed = sayFixedChange(before, project)
  if (fixed !== null) throw new PreconditionError(fixed, { hint: `czar stop -p ${place.name} && ${launchLine(before)}` })
  refuseUnknownTasks(project, again)
  for (const warning of await projectWarnings(read, io.env)) io.stderr.write(`${plainText(`warning: ${warning}`, 1_000)}\n`)
  const changes = (await changesSince(place, project, { again, env: io.env })) ?? []
  const say = (loaded: boolean) => io.stdout.write(json ? changesJson(changes, loaded) : changesText(changes, { loaded, io }))
  if (changes.length === 0 || dryRun) return void say(false)
  await sendCommand(client, { verb: 'reload', digest: digestOfProject(read.project), again: [...again] })
  say(true)
}

function changesJson(changes: readonly ProjectChange[], loaded: boolean): string {
  return `${JSON.stringify({ version: 1, loaded, changes })}\n`
}

function changesText(changes: readonly ProjectChange[], { loaded, io }: { readonly loaded: boolean; readonly io: CliIo }): string {
  if (changes.length === 0) return 'nothing has changed in the file since it was loaded\n'
  return `${changesTable(changes, io.stdout.size()?.columns ?? null)}${loaded ? '\nloaded into the running fleet\n' : ''}`
}
