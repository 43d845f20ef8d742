import { stringify } from 'yaml'

export interface Starter {
  readonly project: string
  /** The repository as it is written in the file: a path relative to the file, or a URL. */
  readonly repo: string
  readonly base: string
  /** The name of an agent profile. */
  readonly agent: string
  /** The path of project.schema.json, for editors. It is relative to the file, so that both can be moved together. */
  readonly schema: string
}

/**
 * The text of a first project file with comments. The file is valid if the repository exists. Long: the function is the text of the file.
 */
export function starterYaml({ project, repo, base, agent, schema }: Starter): string {
  return `# yaml-language-server: $schema=${schema}
# Check it:  czar validate FILE      Every key and default:  czar config --defaults

project: ${scalar(project)}
repo: ${scalar(repo)}
base: ${scalar(base)}
agent: ${scalar(agent)}            # claude, codex, opencode, command, scripted, or one of your own under agents:

workers:
  # One worker = one tmux session, one git worktree, one feature branch, one agent program.
  - id: first
    role: implementer        # a text in prompts/roles
    owns: ["src/**"]         # its territory; no path may belong to two workers
    # accept: ["npm test"]   # commands that prove the work, run in a fresh worktree
    # A long task goes into a file of its own (task: tasks/first.md); it is read and pasted whole.
    task: |
      Say here what is to be built, and for whom.

      It is done when:
      - name what must be true, so that it can be checked
      - name the commands that must succeed

  - id: docs
    role: documenter
    owns: ["docs/**", "*.md"]
    depends_on: [first]      # starts when the work of first is verified
    task: |
      Document what the worker "first" has built, for someone who uses it for the first time.

# Handed out, best match first, to workers whose own work is verified.
# bonus:
#   - id: speed
#     after: [first]
#     prefers: { workers: [first] }
#     task: Measure how fast it is, and write the figures to docs/speed.md.

# policy:
#   stuck_after: 20m
#   verify: { timeout: 10m, attempts: 3 }
`
}

function scalar(text: string): string {
  return stringify(text, { lineWidth: 0 }).trim()
}
