/** Facts about one kind of agent program that rules, checks and the supervisor go by. Behaviour belongs to its driver. */
export interface AgentTraits {
  /** The program signals that it is ready for its first text; otherwise only its screen shows it. */
  readonly saysReady: boolean
  /** The program signals its turns and dialogs; otherwise they are read from its screen at each output. */
  readonly saysTurns: boolean
  /** The program confirms each text that it took. */
  readonly givesReceipts: boolean
  /** The program tells its tokens; otherwise only time and turns of a budget can be held. */
  readonly tellsUsage: boolean
  /** The driver knows the program's prompt. Any other prompt is remembered by its looks, because it may be a shell's. */
  readonly hasKnownPrompt: boolean
  /** The driver brings the program, so its profile needs no command. */
  readonly bringsProgram: boolean
  /** The driver hands `czar mcp` to the program. */
  readonly takesMcp: boolean
  /** Keys that answer a permission request, by the first rule whose pattern fits what is asked; empty: unknown keys. */
  readonly permissionKeys: readonly PermissionKeys[]
  /** The safeguards that `policy.permissions.otherwise: allow` switches off; null: none of czar's making. */
  readonly switchedOff: string | null
}

interface PermissionKeys {
  readonly asked: RegExp
  readonly yes: readonly string[]
  readonly no: readonly string[]
}

const ANY = /(?:)/

/** A program with signals of its own and a driver that reads them. */
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
    // 2.1.197, measured: the cursor stands on yes; Escape is no and ends the turn.
    permissionKeys: [{ asked: ANY, yes: ['Enter'], no: ['Escape'] }],
    switchedOff:
      'Claude Code starts with --dangerously-skip-permissions: its permission mode is off, and so is its refusal to run as root (IS_SANDBOX=1)',
  },
  codex: {
    ...MEASURED,
    saysReady: false,
    permissionKeys: [
      // 0.169.0 asks about a server's tool in a form with the cursor on yes, and takes no letters there.
      { asked: /^mcp__/, yes: ['Enter'], no: ['Escape'] },
      // 0.169.0, measured: y is yes wherever the cursor stands; Escape is no and ends the turn.
      { asked: ANY, yes: ['y'], no: ['Escape'] },
    ],
    switchedOff: 'Codex starts with --dangerously-bypass-approvals-and-sandbox: its sandbox and its questions are off',
  },
  opencode: {
    ...MEASURED,
    saysReady: false,
    // 1.18.33, measured: the cursor stands on "Allow once"; Escape is no and ends the turn.
    permissionKeys: [{ asked: ANY, yes: ['Enter'], no: ['Escape'] }],
    switchedOff: 'opencode allows every tool everywhere: its questions are off, also outside the worktree',
  },
  gemini: {
    ...MEASURED,
    // 0.61.0, measured: as Claude Code.
    permissionKeys: [{ asked: ANY, yes: ['Enter'], no: ['Escape'] }],
    switchedOff: 'Gemini CLI starts in its mode yolo: its questions and its policy are off',
  },
} satisfies Readonly<Record<string, AgentTraits>>

/** The kinds of agent programs that have a driver. */
export type AgentKind = keyof typeof TRAITS

/** The one list of kinds: schema, checks and drivers follow it. */
export const AGENT_TRAITS: Readonly<Record<AgentKind, AgentTraits>> = TRAITS

export const AGENT_KINDS = Object.keys(TRAITS) as readonly AgentKind[] as readonly [AgentKind, ...AgentKind[]]

/** The kinds whose programs take the worker's commands as MCP tools. */
export const MCP_KINDS: readonly AgentKind[] = AGENT_KINDS.filter(kind => TRAITS[kind].takesMcp)
