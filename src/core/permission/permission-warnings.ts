import { AGENT_TRAITS } from '../model/agent-traits.ts'
import type { Project } from '../model/project.ts'

/** Programs that run other commands or write files, depending on their arguments or their input. */
const RUNNERS: ReadonlySet<string> = new Set(
  'sh bash dash zsh env xargs sudo nohup timeout eval exec command node bun deno python python3 perl ruby npx bunx find awk sed tee'.split(
    ' ',
  ),
)

/** Returns one sentence for each thing that the project's permissions allow and that a person may not expect. */
export function permissionWarnings({ workers, agents, policy }: Project): readonly string[] {
  const { allow, otherwise } = policy.permissions
  const kinds = new Set(workers.flatMap(({ agent }) => agents[agent]?.kind ?? []))
  const off = otherwise === 'allow' ? [...kinds].flatMap(kind => AGENT_TRAITS[kind].switchedOff ?? []) : []
  return [
    ...off.map(what => `policy.permissions.otherwise: allow: ${what}. Every command that the model chooses runs with your rights`),
    ...(otherwise === 'allow' ? [] : allow.flatMap(widePattern)),
  ]
}

function widePattern(rule: string): readonly string[] {
  const pattern = /^\w+\((.*)\)$/s.exec(rule)?.[1] ?? rule
  const begin = `policy.permissions.allow: ${JSON.stringify(rule)}`
  if (/^(?:\*|Bash|bash|run_shell_command)$/.test(pattern)) return [`${begin} allows every command`]
  const [, program = ''] = /^([\w.-]+)(?:\*| \*|:\*)$/.exec(pattern) ?? []
  if (program === 'git') return [`${begin} allows all that git can: with -c it runs any program, with --output it writes any file`]
  return RUNNERS.has(program) ? [`${begin} allows every command, for ${program} runs or writes what it is given`] : []
}
