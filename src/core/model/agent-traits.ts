/** The differences between kinds of agent programs that czar's rules must know. The program's driver knows how to handle it. */
export interface AgentTraits {
  /** Whether the program reports that it is ready for its first text. If not, czar sees it only on the screen. */
  readonly saysReady: boolean
  /** Whether the program reports its turns and dialogs. If not, czar reads them from the screen whenever there is new output. */
  readonly saysTurns: boolean
  /** Whether the program confirms each text that it has taken. */
  readonly givesReceipts: boolean
  /** Whether the program reports how many tokens it used. If not, a budget can only limit its time and its turns. */
  readonly tellsUsage: boolean
  /**
   * Whether the driver knows what the program's prompt looks like. For other programs, czar remembers the first prompt, because a later one
   * could be the prompt of a shell.
   */
  readonly hasKnownPrompt: boolean
  /** Whether the driver itself starts the program, so that the profile needs no command. */
  readonly bringsProgram: boolean
  /** Whether the driver registers `czar mcp` with the program, so that the agent gets czar's commands as tools. */
  readonly takesMcp: boolean
  /**
   * The keys that answer a question for permission. The first rule that fits the question counts. If the list is empty, the keys are
   * unknown.
   */
  readonly permissionKeys: readonly PermissionKeys[]
  /** The safeguards of the program that `policy.permissions.otherwise: allow` switches off, in words. It is null if czar sets up none. */
  readonly switchedOff: string | null
}

interface PermissionKeys {
  readonly asked: RegExp
  readonly yes: readonly string[]
  readonly no: readonly string[]
}

const ANY = /(?:)/

/** The traits of every program that sends signals to its driver. */
const MEASURED = {
  saysReady: true,
  saysTurns: true,
  givesReceipts: true,
  tellsUsage: true,
  hasKnownPrompt: true,
  bringsProgram: false,
  takesMcp: true,
} as const

const TRAITS = {
  scripted: {
    ...MEASURED,
    bringsProgram: true,
    takesMcp: false,
    permissionKeys: [{ asked: ANY, yes: ['Enter'], no: ['Down', 'Enter'] }],
    switchedOff: null,
  },
  command: {
    saysReady: false,
    saysTurns: false,
    givesReceipts: false,
    tellsUsage: false,
    hasKnownPrompt: false,
    bringsProgram: false,
    takesMcp: false,
    permissionKeys: [],
    switchedOff: null,
  },
  claude: {
    ...MEASURED,
    // Measured with Claude Code 2.1.197: the cursor stands on yes. Escape means no and ends the turn.
    permissionKeys: [{ asked: ANY, yes: ['Enter'], no: ['Escape'] }],
    switchedOff:
      'Claude Code starts with --dangerously-skip-permissions: its permission mode is off, and so is its refusal to run as root (IS_SANDBOX=1)',
  },
  codex: {
    ...MEASURED,
    saysReady: false,
    permissionKeys: [
      // Version 0.169.0 asks about a tool of an MCP server in a form with the cursor on yes. The form takes no letters.
      { asked: /^mcp__/, yes: ['Enter'], no: ['Escape'] },
      // Measured with version 0.169.0: y means yes wherever the cursor stands. Escape means no and ends the turn.
      { asked: ANY, yes: ['y'], no: ['Escape'] },
    ],
    switchedOff: 'Codex starts with --dangerously-bypass-approvals-and-sandbox: its sandbox and its questions are off',
  },
  opencode: {
    ...MEASURED,
    saysReady: false,
    // Measured with version 1.18.33: the cursor stands on "Allow once". Escape means no and ends the turn.
    permissionKeys: [{ asked: ANY, yes: ['Enter'], no: ['Escape'] }],
    switchedOff: 'opencode allows every tool everywhere: its questions are off, also outside the worktree',
  },
  gemini: {
    ...MEASURED,
    // Measured with version 0.61.0: the keys are the same as in Claude Code.
    permissionKeys: [{ asked: ANY, yes: ['Enter'], no: ['Escape'] }],
    switchedOff: 'Gemini CLI starts in its mode yolo: its questions and its policy are off',
  },
} satisfies Readonly<Record<string, AgentTraits>>

/** The kinds of agent programs for which czar has a driver. */
export type AgentKind = keyof typeof TRAITS

/** The only list of the kinds of agent programs. The schema, the checks and the drivers use it. */
export const AGENT_TRAITS: Readonly<Record<AgentKind, AgentTraits>> = TRAITS

export const AGENT_KINDS = Object.keys(TRAITS) as readonly AgentKind[] as readonly [AgentKind, ...AgentKind[]]

/** The kinds of programs whose agents get czar's commands as MCP tools. */
export const MCP_KINDS: readonly AgentKind[] = AGENT_KINDS.filter(kind => TRAITS[kind].takesMcp)
