import type { Policy } from '../../../core/model/project.ts'

export interface PermissionSettings {
  readonly defaultMode: 'acceptEdits' | 'dontAsk' | 'bypassPermissions'
  readonly allow: readonly string[]
}

/** What every worker must be able to do without a question: say how it stands, and commit. */
const ALWAYS = [
  'Bash(czar report:*)',
  'Bash(czar peers:*)',
  'Bash(czar inbox:*)',
  'Bash(git add:*)',
  'Bash(git commit:*)',
  'Bash(git status:*)',
  'Bash(git diff:*)',
  'Bash(git log:*)',
] as const

/** A rule in Claude Code's own words (`WebFetch(domain:example.com)`, `mcp__db__query`) is passed on as it is. */
const OWN_RULE = /^(?:[A-Z][A-Za-z]*(?:\(.*\))?|mcp__\S+)$/

/**
 * The project's permissions as Claude Code 2.1 knows them. `ask` shows its dialog, which becomes a waiting turn; `deny`
 * refuses without a dialog, so edits in the worktree are allowed by rule; `allow` asks nothing at all.
 */
export function permissionSettings({ allow, otherwise }: Policy['permissions'], cwd: string): PermissionSettings {
  const rules = [...ALWAYS, ...allow.map(pattern => (OWN_RULE.test(pattern) ? pattern : `Bash(${pattern})`))]
  switch (otherwise) {
    case 'ask':
      return { defaultMode: 'acceptEdits', allow: rules }
    case 'deny':
      // A path rule with two slashes is absolute.
      return { defaultMode: 'dontAsk', allow: [...rules, `Edit(/${cwd}/**)`] }
    case 'allow':
      return { defaultMode: 'bypassPermissions', allow: rules }
  }
}
