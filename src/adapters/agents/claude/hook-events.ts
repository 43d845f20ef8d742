/**
 * The hooks of Claude Code 2.1 that the czar uses. No hook runs on Esc (see the status file), API retries or kill -9
 * (see the pane).
 */
export const HOOK_EVENTS = [
  'SessionStart',
  'UserPromptSubmit',
  'PreToolUse',
  'PermissionRequest',
  'PostToolUse',
  'Stop',
  'StopFailure',
  'Notification',
  'SessionEnd',
] as const
