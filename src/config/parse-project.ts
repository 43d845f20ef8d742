import { ConfigError } from '../core/model/errors.ts'
import type { PlacesOfTasks } from '../core/model/gates/base-gate.ts'
import type { AgentProfile, Project } from '../core/model/project.ts'
import { counted } from '../core/text/counted.ts'
import { shellWord } from '../core/text/shell-word.ts'
import { AUTO, agentsOf } from './auto-agents.ts'
import { buildProject } from './build/build-project.ts'
import { keepEnvAsWritten } from './build/keep-env-as-written.ts'
import { placesOfTasks } from './build/places-of-tasks.ts'
import { type ReadTasks, readTasks } from './build/read-tasks.ts'
import { type Places, resolvePlaces } from './build/resolve-places.ts'
import { type ResolvedProfiles, resolveProfiles, unknownProfile } from './build/resolve-profiles.ts'
import { checkSshKeys } from './build/resolve-ssh-key.ts'
import { checkAccounts } from './checks/check-accounts.ts'
import { checkAgents } from './checks/check-agents.ts'
import { checkAlerts } from './checks/check-alerts.ts'
import { checkAttempts } from './checks/check-attempts.ts'
import { checkBranches } from './checks/check-branches.ts'
import { checkCycles } from './checks/check-cycles.ts'
import { checkDirectories } from './checks/check-directories.ts'
import { checkIds } from './checks/check-ids.ts'
import { checkPullRequests } from './checks/check-pull-requests.ts'
import { checkReferences } from './checks/check-references.ts'
import { checkReview } from './checks/check-review.ts'
import { checkTerritories } from './checks/check-territories.ts'
import type { ParseContext } from './context.ts'
import { type Draft, readDraft } from './draft.ts'
import { expandDraft } from './expand-attempts.ts'
import { type AlertChannel, alertChannelsOf } from './load-alert-channels.ts'
import { type Problem, sayProblem } from './problem.ts'
import { expandStages } from './stages/expand-stages.ts'
import { readDocument, type SyntaxProblem, type YamlSource } from './yaml/read-document.ts'

/**
 * Parses and checks the whole text of a project file. If there are mistakes, throws one ConfigError whose `details` list them all as
 * `file:line:column: message`, in the order of the file.
 */
export function parseProject(text: string, context: ParseContext): Project {
  return parseProjectFile(text, context).project
}

/**
 * A checked project file. The alert channels may hold secrets, so they are not part of the project, which is stored whole in the journal.
 */
export interface ProjectFile {
  readonly project: Project
  readonly alertChannels: readonly AlertChannel[]
  /** Where the file has the parts of each task, for warnings. */
  readonly places: PlacesOfTasks
}

/** Does the same as `parseProject`, and also returns the addresses of the alert channels. */
export function parseProjectFile(text: string, context: ParseContext): ProjectFile {
  const source = readDocument(text)
  if ('problems' in source) throw configError(source.problems, context)
  const { draft, problems } = readDraft(source.value)
  return {
    project: projectOf({ draft, problems }, source, context),
    alertChannels: alertChannelsOf(source, context.file),
    places: placesOfTasks(draft, source, context),
  }
}

interface ReadDraft {
  readonly draft: Draft
  readonly problems: readonly Problem[]
}

function projectOf({ draft, problems }: ReadDraft, source: YamlSource, context: ParseContext): Project {
  const checked = check(keepEnvAsWritten(draft, source), context)
  const found = [...problems, ...checked.problems]
  const { outline, workers, bonus } = checked.draft
  if (found.length > 0 || outline === null || checked.places === null) throw configError(located(found, source), context)
  return buildProject(
    {
      outline,
      workers: workers.flatMap(({ value }) => (value === null ? [] : [value])),
      bonus: bonus.flatMap(({ value }) => (value === null ? [] : [value])),
      tasks: checked.tasks,
      profiles: checked.profiles,
      places: checked.places,
    },
    context,
  )
}

interface Checked extends ReadTasks, ResolvedProfiles {
  readonly draft: Draft
  readonly places: Places | null
  readonly problems: readonly Problem[]
}

function check(written: Draft, context: ParseContext): Checked {
  const sources = { builtIn: context.builtIn, own: written.agents }
  const { profiles, problems: profileProblems } = resolveProfiles(sources)
  const agentProblem = (name: string) => (name === AUTO || Object.hasOwn(profiles, name) ? null : unknownProfile(name, sources))
  const { draft, problems: stageProblems } = expandStages(written, { context, agentProblem })
  const profilesOf = (agent: string | undefined): readonly (AgentProfile | null)[] =>
    agentsOf(agent, draft.outline).map(name => profiles[name] ?? null)
  const { tasks, problems: taskProblems } = readTasks(draft, profilesOf, context)
  const placed = draft.outline === null || draft.outline.repo === '' ? null : resolvePlaces(draft.outline, context)
  const problems = [
    ...checkIds(written),
    ...stageProblems,
    ...checkReferences(draft, context.roles),
    ...checkCycles(draft),
    ...checkAttempts(draft),
    ...checkBranches(expandDraft(draft)),
    ...checkTerritories(draft),
    ...checkAlerts(draft),
    ...checkPullRequests(draft),
    ...profileProblems,
    ...checkAgents(draft, profiles, sources),
    ...checkAccounts(draft, profiles),
    ...checkReview(draft, profiles),
    ...taskProblems,
    ...checkSshKeys(draft, context),
    ...(placed?.problems ?? []),
    ...(placed === null ? [] : checkDirectories(draft, placed.places.repo, context.disk)),
  ]
  return { draft, tasks, profiles, places: placed?.places ?? null, problems }
}

function located(problems: readonly Problem[], source: YamlSource): readonly SyntaxProblem[] {
  return problems.map(problem => ({ ...source.locate(problem), message: sayProblem(problem) }))
}

function configError(problems: readonly SyntaxProblem[], { shownAs }: ParseContext): ConfigError {
  const sorted = problems.toSorted((one, other) => one.line - other.line || one.column - other.column)
  const details = [...new Set(sorted.map(({ line, column, message }) => `${shownAs}:${line}:${column}: ${message}`))]
  const number = counted(details.length, 'error')
  return new ConfigError(`${shownAs} is not a valid project file: ${number}`, { details, hint: `czar validate ${shellWord(shownAs)}` })
}
