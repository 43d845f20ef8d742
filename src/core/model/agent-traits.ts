/** Facts about one kind of agent program, for rules, checks and the supervisor. The program's driver holds its behaviour. */
export interface AgentTraits {
  /** Whether the program signals that it is ready for its first text. Without the signal, only its screen shows this. */
  readonly saysReady: boolean
  /**
   * Whether the program signals its turns and dialogs. Without the signals, czar reads them from the screen at each
   * output.
   */
  readonly saysTurns: boolean
  /** Whether the program confirms each text that it has taken. */
  readonly givesReceipts: boolean
  /** Whether the program reports its tokens. Without the report, a budget can only limit time and turns. */
  readonly tellsUsage: boolean
  /**
   * Whether the driver knows the program's prompt. For other programs, czar remembers how the prompt looks, because a
   * prompt may later be a shell's.
   */
  readonly hasKnownPrompt: boolean
  /** Whether the driver starts the program itself, so that the profile needs no command. */
  readonly bringsProgram: boolean
  /** Whether the driver registers `czar mcp` with the program. */
  readonly takesMcp: boolean
  /** Keys that answer a permission request. The first rule whose pattern fits the request counts; empty: the keys are unknown. */
  readonly permissionKeys: readonly PermissionKeys[]
  /** The safeguards that `policy.permissions.otherwise: allow` switches off; null: czar sets up none. */
  readonly switchedOff: string | null
}

interface PermissionKeys {
  readonly asked: RegExp
  readonly yes: readonly string[]
  readonly no: readonly string[]
}

const ANY = /(?:)/

/** Traits of a program that sends signals which its driver reads. */
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
    // 2.1.197, measured: the cursor stands on yes; Escape means no and ends the turn.
    permissionKeys: [{ asked: ANY, yes: ['Enter'], no: ['Escape'] }],
    switchedOff:
      'Claude Code starts with --dangerously-skip-permissions: its permission mode is off, and so is its refusal to run as root (IS_SANDBOX=1)',
  },
  codex: {
    ...MEASURED,
    saysReady: false,
    permissionKeys: [
      // 0.169.0 asks about an MCP server's tool in a form with the cursor on yes. The form takes no letters.
      { asked: /^mcp__/, yes: ['Enter'], no: ['Escape'] },
      // 0.169.0, measured: y means yes wherever the cursor stands; Escape means no and ends the turn.
      { asked: ANY, yes: ['y'], no: ['Escape'] },
    ],
    switchedOff: 'Codex starts with --dangerously-bypass-approvals-and-sandbox: its sandbox and its questions are off',
  },
  opencode: {
    ...MEASURED,
    saysReady: false,
    // 1.18.33, measured: the cursor stands on "Allow once"; Escape means no and ends the turn.
    permissionKeys: [{ asked: ANY, yes: ['Enter'], no: ['Escape'] }],
    switchedOff: 'opencode allows every tool everywhere: its questions are off, also outside the worktree',
  },
  gemini: {
    ...MEASURED,
    // 0.61.0, measured: the keys are the same as in Claude Code.
    permissionKeys: [{ asked: ANY, yes: ['Enter'], no: ['Escape'] }],
    switchedOff: 'Gemini CLI starts in its mode yolo: its questions and its policy are off',
  },
} satisfies Readonly<Record<string, AgentTraits>>

/** The kinds of agent programs that have a driver. */
export type AgentKind = keyof typeof TRAITS

/** The only list of kinds. The schema, the checks and the drivers use it. */
export const AGENT_TRAITS: Readonly<Record<AgentKind, AgentTraits>> = TRAITS

export const AGENT_KINDS = Object.keys(TRAITS) as readonly AgentKind[] as readonly [AgentKind, ...AgentKind[]]

/** The kinds whose programs take the worker's commands as MCP tools. */
export const MCP_KINDS: readonly AgentKind[] = AGENT_KINDS.filter(kind => TRAITS[kind].takesMcp)
