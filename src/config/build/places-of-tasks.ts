import type { PlacesOfTasks, TaskPlaces } from '../../core/model/gates/base-gate.ts'
import type { ParseContext } from '../context.ts'
import type { Draft } from '../draft.ts'
import type { Path } from '../problem.ts'
import type { YamlSource } from '../yaml/read-document.ts'

/** Finds where the project file has each task's text, patterns and commands, so that warnings can name the line. */
export function placesOfTasks(
  { workers, bonus }: Draft,
  { locate }: Pick<YamlSource, 'locate'>,
  { shownAs }: Pick<ParseContext, 'shownAs'>,
): PlacesOfTasks {
  const placeOf = (path: Path) => {
    const { line, column } = locate({ path })
    return `${shownAs}:${line}:${column}`
  }
  const placed = [...workers, ...bonus].flatMap(({ id, path, value }): readonly (readonly [string, TaskPlaces])[] => {
    if (id === null || value === null) return []
    const places = {
      task: placeOf([...path, 'task']),
      owns: value.owns.map((_, at) => placeOf([...path, 'owns', at])),
      accept: value.accept.map((_, at) => placeOf([...path, 'accept', at])),
      setup: placeOf([...path, 'setup']),
    }
    return [[id, places]]
  })
  return Object.fromEntries(placed)
}
