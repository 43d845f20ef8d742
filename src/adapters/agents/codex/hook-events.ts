/**
 * The hooks of Codex 0.169.0 that czar records. Czar answers PermissionRequest instead of recording it. SessionStart runs only with the
 * first text. No hook runs on an API failure (the rollout file shows it) or on a kill (the pane shows it).
 */
export const HOOK_EVENTS = ['SessionStart', 'UserPromptSubmit', 'PreToolUse', 'PostToolUse', 'Stop', 'Interrupt', 'PostCompact'] as const

/** Events whose payloads contain a tool's input and output, which the czar does not need. */
export const BULKY_EVENTS = ['PreToolUse', 'PostToolUse'] as const
