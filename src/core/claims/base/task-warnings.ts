import type { PlacesOfTasks, TaskPlaces } from '../../model/gates/base-gate.ts'
import type { BonusConfig, Project, WorkerConfig } from '../../model/project.ts'
import { matchGlobs } from '../../territory/match-globs.ts'
import { namesCriterion } from './names-criterion.ts'

/** In a repository with fewer files than this, a territory that happens to contain all of them may still be meant as a boundary. */
const FEW_FILES = 4

/** The facts on which the warnings about tasks depend. */
export interface TaskWarningFacts {
  readonly project: Pick<Project, 'workers' | 'bonus'>
  readonly places: PlacesOfTasks
  /** The files of base, or null if they are unknown. */
  readonly files: readonly string[] | null
}

/** Warns about tasks that say too little about what proves them. Each warning begins with its place in the project file. */
export function taskWarnings({ project: { workers, bonus }, places, files }: TaskWarningFacts): readonly string[] {
  return [...workers, ...bonus].flatMap(task => {
    const known = Object.hasOwn(places, task.id) ? places[task.id] : undefined
    return warningsOf(task, files).map(({ place, text }) => {
      const at = known === undefined ? null : place(known)
      return at === null ? text : `${at}: ${text}`
    })
  })
}

interface TaskWarning {
  readonly place: (places: TaskPlaces) => string
  readonly text: string
}

function warningsOf(task: WorkerConfig | BonusConfig, files: readonly string[] | null): readonly TaskWarning[] {
  const warnings: TaskWarning[] = []
  if (task.accept.length === 0 && !owesFile(task)) {
    const text = `accept: ${task.id} has no accept commands, so czar cannot check that the work is done; add a command that fails until it is done`
    warnings.push({ place: places => places.task, text })
  }
  if (!namesCriterion(task.task.text)) {
    const text = `task: the text of ${task.id} does not say how to tell that the work is done; name files, behaviour or tests`
    warnings.push({ place: places => places.task, text })
  }
  const broad = broadPattern(task.owns, files)
  if (broad !== null) {
    const text = `owns: "${task.owns[broad]}" matches every file of the repository, so it forbids nothing; name the folders that ${task.id} may change`
    warnings.push({ place: places => places.owns[broad] ?? places.task, text })
  }
  return warnings
}

/** Whether the task is a stage that delivers a file. Czar checks the file without a command. */
function owesFile(task: WorkerConfig | BonusConfig): boolean {
  return 'stage' in task && task.stage !== undefined && task.stage.owes.kind !== 'branch'
}

/**
 * The position of the pattern that alone matches all files. If only all patterns together match them, the position of the last pattern.
 * null: a file matches no pattern.
 */
function broadPattern(owns: readonly string[], files: readonly string[] | null): number | null {
  const obvious = owns.findIndex(pattern => /^(?:\.\/)?\*\*(?:\/\*{1,2})?$/.test(pattern))
  if (obvious >= 0) return obvious
  if (files === null || files.length < FEW_FILES || owns.length === 0) return null
  const contains = (patterns: readonly string[]) => files.every(matchGlobs(patterns))
  if (!contains(owns)) return null
  const alone = owns.findIndex(pattern => contains([pattern]))
  return alone >= 0 ? alone : owns.length - 1
}
