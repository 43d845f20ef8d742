/**
 * The hooks of Codex 0.169.0 that czar records. The hook PermissionRequest is not among them, because czar answers it. SessionStart runs
 * only when the first text comes. No hook runs if a request fails (the session's rollout file shows that) or if Codex is killed (the pane
 * shows that).
 */
export const HOOK_EVENTS = ['SessionStart', 'UserPromptSubmit', 'PreToolUse', 'PostToolUse', 'Stop', 'Interrupt', 'PostCompact'] as const

/** Hooks whose data contain the input and output of a tool, which czar does not need. */
export const BULKY_EVENTS = ['PreToolUse', 'PostToolUse'] as const
