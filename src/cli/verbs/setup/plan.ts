import type { Command } from 'commander'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface PlanOptions {
  readonly io: CliIo
  readonly goal: string | null
  /** The Markdown file with a plan. `-` is standard input. */
  readonly from: string | null
  /** Issues of a forge, such as `owner/repo#12`. */
  readonly issues: readonly string[]
  /** Read all open issues with this label. */
  readonly label: string | null
  /** The agent program that makes the plan. null: rules make it. */
  readonly agent: string | null
  /** The agent profile of the workers. null: the agent that plans, or claude. */
  readonly workerAgent: string | null
  readonly out: string
  readonly repo: string | null
  readonly base: string | null
  readonly usd: string | null
  readonly time: string
  /** Variables of the caller's environment that the agent program gets besides those of its profile. */
  readonly passEnv: readonly string[]
  /** Whether to run the accept commands of the plan on base. */
  readonly gates: boolean
  readonly json: boolean
  readonly dryRun: boolean
  readonly launch: boolean
}

/** `czar plan`: makes a project file and its tasks from a goal, a written plan or issues. Long: the function lists all flags. */
export function registerPlan(program: Command, io: CliIo, run: (options: PlanOptions) => Promise<void> = runPlan): void {
  addVerb(program, 'plan [goal]', {
    group: 'Set up:',
    summary: 'make a project file from a goal, a written plan or issues',
    description:
      'Make czar.yaml and tasks/*.md from a plan in Markdown, by rules; or have an agent program plan a goal. Prints which tasks run at the same time, the longest chain, who owns what, and what is unsure. Existing files are never overwritten, and nothing is launched without --launch.',
    examples: [
      'czar plan --from plan.md                       by rules, without any agent',
      'czar plan "search in the shop" --agent claude  the agent reads the repository, and plans',
      'czar plan --from plan.md --agent codex --usd 2 --time 10m',
      'czar plan --issue owner/repo#12 --issue owner/repo#15',
      'czar plan --label agent --dry-run              print the plan, write nothing',
    ],
  })
    .option('--from <file>', 'a plan in Markdown; - is standard input')
    .option(
      '--issue <owner/repo#number>',
      'an issue on GitHub, which becomes a task, or material for the agent; may be repeated',
      collect,
      [],
    )
    .option('--label <name>', "all open issues with this label, of the repository's remote")
    .option('--agent <profile>', 'agent program that makes the plan: claude, codex, opencode or gemini')
    .option('--worker-agent <profile>', 'agent profile of the workers; default: the agent that plans, or claude')
    .option('--out <dir>', 'directory for czar.yaml and tasks/', '.')
    .option('--repo <path>', 'path of the repository; default: the current one')
    .option('--base <branch>', 'branch that the work starts from; default: the one that is checked out')
    .option('--usd <dollars>', 'most that the planning may cost')
    .option('--time <duration>', 'most time that the planning may take', '20m')
    .option('--pass-env <name>', 'a variable that the agent program gets besides those of its profile; may be repeated', collect, [])
    .option('--gates', 'run the accept commands on base; commands that prove nothing go back to the agent', false)
    .option('--json', 'one JSON object, version 1', false)
    .option('-n, --dry-run', 'write nothing; with --agent: print the command and the prompt, and start nothing', false)
    .option('--launch', 'launch the fleet at once', false)
    .action((goal, flags) =>
      run({
        io,
        goal: goal ?? null,
        from: flags.from ?? null,
        issues: flags.issue,
        label: flags.label ?? null,
        agent: flags.agent ?? null,
        workerAgent: flags.workerAgent ?? null,
        out: flags.out,
        repo: flags.repo ?? null,
        base: flags.base ?? null,
        usd: flags.usd ?? null,
        time: flags.time,
        passEnv: flags.passEnv,
        gates: flags.gates,
        json: flags.json,
        dryRun: flags.dryRun,
        launch: flags.launch,
      }),
    )
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value]
}

async function runPlan(options: PlanOptions): Promise<void> {
  const { makePlan } = await import('../../plan/make-plan.ts')
  await makePlan(options)
}
