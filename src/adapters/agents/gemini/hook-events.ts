export interface Hook {
  readonly event: string
  /** A pattern for the names of the tools for which the hook runs. undefined: it runs for all tools. */
  readonly matcher?: string
}

/**
 * The hooks of Gemini CLI 0.61.0 that czar uses. No hook runs when a person allows or refuses a tool call. The session's file shows if it
 * was refused. PreCompress is not used, because it runs before every request, even if nothing is compressed.
 */
export const HOOKS: readonly Hook[] = [
  { event: 'SessionStart' },
  { event: 'BeforeAgent' },
  // This hook runs before the program asks for permission. Other tools are left out, because their arguments may be whole files.
  { event: 'BeforeTool', matcher: 'ask_user|mcp_czar_run' },
  { event: 'AfterTool' },
  { event: 'AfterAgent' },
  { event: 'Notification' },
  { event: 'SessionEnd' },
]
