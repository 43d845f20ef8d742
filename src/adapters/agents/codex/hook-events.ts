/**
 * The hooks of Codex 0.169.0 that we listen to, PermissionRequest aside, which is answered. SessionStart runs with the first
 * text only; none runs when the API fails or the program is killed: the rollout file tells of the first, the pane of the other.
 */
export const HOOK_EVENTS = ['SessionStart', 'UserPromptSubmit', 'PreToolUse', 'PostToolUse', 'Stop', 'Interrupt', 'PostCompact'] as const

/** Their payloads hold what a tool was given and what it printed; nobody reads it. */
export const BULKY_EVENTS = ['PreToolUse', 'PostToolUse'] as const
