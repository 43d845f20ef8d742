/** For each key: words that other tools and people use for it. One word may mean different keys in different mappings. */
export const KEY_SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  depends_on: ['after', 'needs', 'requires', 'dependencies', 'depends', 'blocked_by', 'waits_for', 'wait_for'],
  after: ['depends_on', 'needs', 'requires', 'dependencies', 'depends', 'blocked_by', 'waits_for', 'wait_for'],
  task: ['prompt', 'instructions', 'instruction', 'description', 'text', 'message', 'goal', 'brief'],
  accept: ['verify', 'check', 'checks', 'gate', 'gates', 'test', 'tests', 'acceptance', 'done_when', 'validate'],
  owns: ['files', 'paths', 'scope', 'territory', 'allowed_paths', 'owner_of'],
  id: ['name', 'worker'],
  project: ['name', 'id'],
  repo: ['repository', 'path', 'cwd', 'directory', 'dir', 'root', 'url'],
  base: ['base_branch', 'main', 'branch', 'from', 'trunk'],
  workers: ['tasks', 'fleet', 'team', 'jobs'],
  bonus: ['queue', 'tasks', 'backlog', 'extra', 'bonus_tasks'],
  concurrency: ['parallel', 'max_parallel', 'max_workers', 'max_concurrent', 'jobs'],
  agent: ['cli', 'program', 'tool', 'profile'],
  command: ['cmd', 'program', 'run', 'argv', 'exec'],
  setup: ['install', 'before', 'prepare', 'init', 'bootstrap'],
  worktrees: ['worktree', 'worktree_dir', 'worktrees_dir'],
}

/** The key in `known` that this word most likely means. It is null if the word means none of them. */
export function keyMeantBy(word: string, known: readonly string[]): string | null {
  const folded = word.toLowerCase().replaceAll('-', '_')
  return known.find(key => KEY_SYNONYMS[key]?.includes(folded) === true) ?? null
}
