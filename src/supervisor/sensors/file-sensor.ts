import type { ProjectEdit } from '../../core/events/event.ts'
import type { Project } from '../../core/model/project.ts'
import { fileProject } from '../../core/state/facts/file-project.ts'
import { compareFiles } from '../../core/views/file-edit.ts'
import type { Sensor, SensorContext } from './sensor.ts'

/** The project file is first read this long after czar's start, because the first agents need the CPU until then. */
const BEGIN_AFTER_MS = 5_000
/** The pause between a change and the reading. An editor may write a file in several steps, and a person may save several files. */
const SETTLES_MS = 300

/**
 * Reports when the project file, or a task file that it names, differs from what czar runs. It loads nothing: a person does that with
 * `czar reload`. Long: the inner functions share the timer of the next look.
 */
export function createFileSensor({ hands, state, observe }: SensorContext): Sensor {
  const { projectFile: file, clock } = hands
  if (file === undefined) return {}
  const port = file
  let cancel = () => {}
  let unwatch = () => {}
  let isBegun = false
  let isClosed = false

  async function look(): Promise<void> {
    const reading = await port.read()
    const { project, edit: known } = state()
    if (isClosed || project === null) return
    const edit =
      reading.kind === 'read' ? compareFiles(fileProject(project), reading.project) : faulty(reading.details[0] ?? reading.message)
    if (reading.kind === 'read') watch(reading.project)
    if (JSON.stringify(edit) !== JSON.stringify(known)) observe({ kind: 'project.edited', edit })
  }

  function lookLater(): void {
    cancel()
    cancel = clock.at(clock.now() + SETTLES_MS, () => void look())
  }

  let watched = ''
  function watch({ file: path, workers, bonus }: Project): void {
    const files = [...new Set([path, ...[...workers, ...bonus].flatMap(({ task }) => task.file ?? [])])]
    if (files.join('\0') === watched) return
    watched = files.join('\0')
    unwatch()
    unwatch = port.watch(files, lookLater)
  }

  return {
    begin() {
      cancel = clock.at(clock.now() + BEGIN_AFTER_MS, () => {
        isBegun = true
        watch(hands.project)
        void look()
      })
    },
    onEvents(events) {
      if (isBegun && events.some(({ kind }) => kind === 'project.loaded')) watch(hands.project)
    },
    close() {
      isClosed = true
      cancel()
      unwatch()
    },
  }
}

function faulty(problem: string): ProjectEdit {
  return { added: 0, changed: 0, removed: 0, problem }
}
