/** A plan for a fleet: tasks that can become the workers and bonus tasks of a project file. */
export interface FleetPlan {
  readonly tasks: readonly PlannedTask[]
  /** The shell commands that prepare a fresh worktree, such as `npm ci`. Plans that czar reads by rules alone have none. */
  readonly setup: readonly string[]
  /** The questions that the plan leaves open for a person. */
  readonly unsure: readonly Unsure[]
}

export interface PlannedTask {
  readonly id: string
  readonly title: string
  /** The whole text for the worker, as Markdown. */
  readonly text: string
  /** The ids of the tasks that must be proven first. */
  readonly dependsOn: readonly string[]
  /** The territory: patterns of paths in the repository. */
  readonly owns: readonly string[]
  /** The shell commands that prove the work. */
  readonly accept: readonly string[]
  /** The name of a text in prompts/roles. null: no role. */
  readonly role: string | null
  /**
   * worker: the task gets a worker of its own. bonus: a free worker takes the task, because an earlier task changes the same files.
   */
  readonly as: 'worker' | 'bonus'
}

/** Something that the plan does not say, or does not say in a form that czar can use. */
export interface Unsure {
  /** The id of the task. null: it is about the whole plan. */
  readonly task: string | null
  /** The line in the plan, from 1. null: no single line is meant. */
  readonly line: number | null
  readonly text: string
}

/** A task as a person's plan describes it, before names are resolved and paths are checked. */
export interface RawTask {
  readonly title: string
  /** The id that the plan gives, or null. */
  readonly id: string | null
  /** The number that the plan gives, such as 2 or 1.3, or null. */
  readonly number: string | null
  /** The line in the plan, from 1. null: the task is from no file. */
  readonly line: number | null
  readonly text: string
  readonly directives: readonly Directive[]
}

/** A line of a plan that czar reads, such as `owns: src/api/**`. */
export interface Directive {
  readonly kind: 'after' | 'owns' | 'accept' | 'role' | 'id'
  readonly values: readonly DirectiveValue[]
  readonly line: number
  /** Whether the line has a key with a colon. A line without a key may be prose. */
  readonly isExplicit: boolean
  /** The words of the plan that czar read as a directive. Czar reports them, so that a person can check the reading. */
  readonly words?: string
}

export interface DirectiveValue {
  readonly text: string
  /** Whether the plan marks the value as code. */
  readonly isCode: boolean
}
