import { TOOL_RULE as CLAUDE_TOOL } from '../../../src/adapters/agents/claude/permissions.ts'
import { TOOL_RULE as GEMINI_TOOL, policyFile } from '../../../src/adapters/agents/gemini/permission/policy.ts'
import { TOOL_RULE as OPENCODE_TOOL } from '../../../src/adapters/agents/opencode/permissions.ts'
import { type AskingProgram, verdictOn } from '../../../src/adapters/agents/permission/answer.ts'
import { permissionRules } from '../../../src/adapters/agents/permission/permission-rules.ts'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import type { AgentLaunch } from '../../../src/core/ports/agents-port.ts'
import { aPolicy } from '../builders/a-policy.ts'
import { aProfile } from '../builders/a-profile.ts'
import type { Sandbox } from './sandbox.ts'

/** For each agent program: its tool for commands, rules about its other tools, and a user's own patterns as the program writes them. */
const PROGRAMS = {
  claude: { tool: 'Bash', isTool: CLAUDE_TOOL, allow: ['Bash(npm run *)', 'Bash(make:*)', 'WebFetch'] },
  codex: { tool: 'Bash', isTool: /^(?:apply_patch|mcp__\S+)$/, allow: ['Bash(npm run *)', 'make:*'] },
  gemini: { tool: 'run_shell_command', isTool: GEMINI_TOOL, allow: ['npm run *', 'run_shell_command(make:*)'] },
  opencode: { tool: 'bash', isTool: OPENCODE_TOOL, allow: ['npm run *', 'bash(make:*)', 'webfetch(*)'] },
} as const satisfies Record<AskingProgram, { tool: string; isTool: RegExp; allow: readonly string[] }>

/** Whether an agent program runs the line without asking, when all other lines are denied. */
export function allowedByRule(program: AskingProgram, sandbox: Sandbox): (line: string) => boolean {
  const { tool, isTool, allow } = PROGRAMS[program]
  const launch = launchOn(sandbox, allow)
  const rules = permissionRules(launch, isTool)
  return command => verdictOn({ tool_name: tool, tool_input: { command }, cwd: sandbox.worktree }, rules) === 'allow'
}

/** Whether Gemini CLI's own policy allows this simple command. Gemini CLI uses this policy if czar's hook does not answer in time. */
export function allowedByGeminiAlone(sandbox: Sandbox): (command: string) => boolean {
  const file = policyFile(launchOn(sandbox, []))
  const patterns = file.split('[[rule]]\n').flatMap(rule => {
    const source = /^argsPattern = (.*)$/m.exec(rule)?.[1]
    return rule.includes('toolName = "run_shell_command"') && source !== undefined ? [new RegExp(JSON.parse(source) as string)] : []
  })
  return command => patterns.some(pattern => pattern.test(`{\0"command":${JSON.stringify(command)}\0}`))
}

function launchOn({ root, worktree, home, accept }: Sandbox, allow: readonly string[]): AgentLaunch {
  return {
    worker: 'api' as WorkerId,
    incarnation: 1,
    profile: aProfile(),
    policy: { ...aPolicy, permissions: { allow, otherwise: 'deny' } },
    accept,
    cwd: worktree,
    dir: root,
    resume: null,
    git: null,
    baseEnv: { PATH: '', HOME: home, CZAR_PROJECT_DIR: root },
  }
}
