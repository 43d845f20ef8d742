import type { CliIo } from '../io.ts'
import { notedProject } from './noted-project.ts'
import { chooseProject } from './project-place.ts'

/** The commands that have the flag `-p`. */
const VERBS =
  'answer|assign|attach|clean|compare|conflicts|dashboard|diff|land|log|merge|next|nudge|pause|peers|pr|queue(?: list| add| drop)?|reload|restart|results|resume|review|status|stop|summary|tell|verify|web|why|worker(?: add| remove)?'
const COMMAND = new RegExp(String.raw`(?<!\S)czar (?:${VERBS})(?= [^;&|#]*|[;&|#]|$)`, 'g')
/** Commands that need no `-p`, because they already name a project or only ask for help. */
const NEEDS_NONE = /^[^;&|#]* (?:-p|--project|--help)(?: |$)/

/** Returns the function that adds `-p` to the commands in a hint, if without it they would act on another project or on none. */
export async function hintsOf(io: CliIo): Promise<(hint: string) => string> {
  const project = notedProject(io)
  if (project === undefined) return hint => hint
  const meant = await chooseProject(undefined, io).then(
    ({ name }) => name,
    () => null,
  )
  return meant === project ? hint => hint : hint => withProjectName(hint, project)
}

/** The hint with `-p` after each command that has this flag and does not use it yet. */
export function withProjectName(hint: string, project: string): string {
  return hint.replace(COMMAND, (command, at: number) =>
    NEEDS_NONE.test(hint.slice(at + command.length)) ? command : `${command} -p ${project}`,
  )
}
