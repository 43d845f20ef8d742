/**
 * The hooks of Claude Code 2.1 that we listen to. It runs none on Esc, on API retries and on kill -9: the status file
 * knows of the first, the pane of the last.
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
