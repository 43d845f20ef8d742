import type { CliIo } from '../io.ts'
import { notedProject } from './noted-project.ts'
import { chooseProject } from './project-place.ts'

/** Verbs that take `-p`. */
const VERBS =
  'answer|assign|attach|clean|conflicts|dashboard|diff|land|log|merge|next|nudge|pause|peers|pr|queue(?: list| add| drop)?|restart|results|resume|review|status|stop|summary|tell|verify|why'
const COMMAND = new RegExp(String.raw`(?<!\S)czar (?:${VERBS})(?= [^;&|#]*|[;&|#]|$)`, 'g')
/** Commands that already name a project, or only ask for help. */
const NEEDS_NONE = /^[^;&|#]* (?:-p|--project|--help)(?: |$)/

/** Adds `-p` to the commands in a hint that would otherwise mean another project or none. */
export async function hintsOf(io: CliIo): Promise<(hint: string) => string> {
  const project = notedProject(io)
  if (project === undefined) return hint => hint
  const meant = await chooseProject(undefined, io).then(
    ({ name }) => name,
    () => null,
  )
  return meant === project ? hint => hint : hint => withProjectName(hint, project)
}

/** The hint with `-p` after each verb that takes it and lacks it. */
export function withProjectName(hint: string, project: string): string {
  return hint.replace(COMMAND, (command, at: number) =>
    NEEDS_NONE.test(hint.slice(at + command.length)) ? command : `${command} -p ${project}`,
  )
}
