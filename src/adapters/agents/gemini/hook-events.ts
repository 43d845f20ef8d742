export interface Hook {
  readonly event: string
  /** Pattern of the tools that the hook runs for; undefined: all tools. */
  readonly matcher?: string
}

/**
 * The hooks of Gemini CLI 0.61.0 that the czar uses. No hook runs when a permission is given or refused; the session's file
 * shows a refusal. PreCompress is left out because it runs before every request, compressed or not.
 */
export const HOOKS: readonly Hook[] = [
  { event: 'SessionStart' },
  { event: 'BeforeAgent' },
  // Runs before the permission prompt. Other tools are left out because their arguments may be whole files.
  { event: 'BeforeTool', matcher: 'ask_user|mcp_czar_run' },
  { event: 'AfterTool' },
  { event: 'AfterAgent' },
  { event: 'Notification' },
  { event: 'SessionEnd' },
]
