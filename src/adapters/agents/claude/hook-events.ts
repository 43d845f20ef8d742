/**
 * The hooks of Claude Code 2.1 that the czar uses. No hook runs on Esc (the status file shows it), on API retries or on kill -9 (the pane
 * shows those).
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
