import type { AgentLaunch } from '../../../core/model/agents-port.ts'
import { MCP_TOOLS } from '../mcp-server.ts'
import { CZAR_VERBS, GIT_VERBS } from '../worker-commands.ts'
import { commandRules } from './command-rules.ts'

export interface PermissionSettings {
  readonly defaultMode: 'acceptEdits' | 'dontAsk' | 'bypassPermissions'
  readonly allow: readonly string[]
}

/** A rule in Claude Code's own words (`WebFetch(domain:example.com)`, `mcp__db__query`) is passed on as it is. */
const OWN_RULE = /^(?:[A-Z][A-Za-z]*(?:\(.*\))?|mcp__\S+)$/
/** A path that can stand in a rule as it is. */
const PLAIN_PATH = /^[\w./@+-]+$/

/**
 * The project's permissions as Claude Code 2.1 knows them. `ask` shows its dialog, which becomes a waiting turn; `deny`
 * refuses without a dialog, so edits in the worktree are allowed by rule; `allow` asks nothing at all.
 */
export function permissionSettings(launch: AgentLaunch): PermissionSettings {
  const { allow, otherwise } = launch.policy.permissions
  const asked = allow.map(pattern => (OWN_RULE.test(pattern) ? pattern : `Bash(${pattern})`))
  const rules = [...always(launch), ...asked, ...[...launch.accept.flatMap(commandRules), ...asked].flatMap(behindRun)]
  switch (otherwise) {
    case 'ask':
      return { defaultMode: 'acceptEdits', allow: rules }
    case 'deny':
      return { defaultMode: 'dontAsk', allow: [...rules, below('Edit', launch.cwd)] }
    case 'allow':
      return { defaultMode: 'bypassPermissions', allow: rules }
  }
}

/** What the brief asks of a worker: nobody should have to say yes to it. */
function always({ profile, cwd, accept, baseEnv }: AgentLaunch): readonly string[] {
  const gits = PLAIN_PATH.test(cwd) ? ['git', `git -C ${cwd}`] : ['git']
  const projectDir = baseEnv['CZAR_PROJECT_DIR']
  return [
    ...CZAR_VERBS.map(verb => `Bash(czar ${verb}:*)`),
    ...(profile.mcp ? MCP_TOOLS.map(name => `mcp__czar__${name}`) : []),
    ...gits.flatMap(git => GIT_VERBS.map(verb => `Bash(${git} ${verb}:*)`)),
    ...accept.flatMap(commandRules),
    // The brief itself, to be read again, and whole outputs: of a rejected check, of its own commands.
    ...(projectDir === undefined ? [] : ['texts', 'logs', 'runs', 'results'].map(name => below('Read', `${projectDir}/${name}`))),
  ]
}

/** What may run may run behind `czar run` too; that itself has no rule, for it would run anything. */
function behindRun(rule: string): readonly string[] {
  const [, command] = /^Bash\((.+)\)$/s.exec(rule) ?? []
  return command === undefined ? [] : [`Bash(czar run -- ${command})`]
}

// A path rule with two slashes is absolute.
function below(tool: string, directory: string): string {
  return `${tool}(/${directory}/**)`
}
