export interface Hook {
  readonly event: string
  /** The tools that it is for; undefined: all. */
  readonly matcher?: string
}

/**
 * The hooks of Gemini CLI 0.61.0 that we listen to. It runs none when a permission is given or refused: the session's
 * file knows of the second. What it calls PreCompress runs before every request, compressed or not.
 */
export const HOOKS: readonly Hook[] = [
  { event: 'SessionStart' },
  { event: 'BeforeAgent' },
  // Runs before a permission is asked for; what other tools are called with may be whole files.
  { event: 'BeforeTool', matcher: 'ask_user|mcp_czar_run' },
  { event: 'AfterTool' },
  { event: 'AfterAgent' },
  { event: 'Notification' },
  { event: 'SessionEnd' },
]
