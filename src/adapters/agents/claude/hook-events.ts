/**
 * The hooks of Claude Code 2.1 that czar uses. No hook runs when a person presses Esc (the status file shows that), when a request is
 * retried, or after kill -9 (the pane shows these).
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
