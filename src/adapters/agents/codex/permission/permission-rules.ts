import type { AgentLaunch } from '../../../../core/model/agents-port.ts'
import { CZAR_VERBS, GIT_VERBS } from '../../worker-commands.ts'
import type { PermissionRules } from './rules-file.ts'

/** A tool by its name, or a rule that says of which tool it is; everything else is a command. */
const OWN_RULE = /^(?:Bash\(.*\)|apply_patch|mcp__\S+)$/s

/** The project's permissions, and what the brief asks of a worker: nobody should have to say yes to that. */
export function permissionRules({ policy, accept, cwd }: AgentLaunch): PermissionRules {
  const { allow, otherwise } = policy.permissions
  const asked = allow.map(pattern => (OWN_RULE.test(pattern) ? pattern : `Bash(${pattern})`))
  const proofs = accept.map(command => `Bash(${command})`)
  const always = [
    ...CZAR_VERBS.map(verb => `Bash(czar ${verb}:*)`),
    ...['git', `git -C ${cwd}`].flatMap(git => GIT_VERBS.map(verb => `Bash(${git} ${verb}:*)`)),
  ]
  return { allow: [...always, ...proofs, ...asked, ...[...proofs, ...asked].flatMap(behindRun)], otherwise }
}

/** What may run may run behind `czar run` too; that itself has no rule, for it would run anything. */
function behindRun(rule: string): readonly string[] {
  const [, command] = /^Bash\((.+)\)$/s.exec(rule) ?? []
  return command === undefined ? [] : [`Bash(czar run -- ${command})`]
}
