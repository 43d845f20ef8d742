export interface Topic {
  /** A name that no command has, because `czar help NAME` prefers a command. */
  readonly name: string
  /** The page, relative to the package. */
  readonly file: string
  readonly about: string
}

/** The pages that `czar help TOPIC` shows. They come with the package. */
export const TOPICS: readonly Topic[] = [
  { name: 'project-file', file: 'docs/config.md', about: 'each key of the project file, with examples' },
  { name: 'planning', file: 'docs/planning.md', about: 'from a plan, a goal or issues to a project file' },
  { name: 'stages', file: 'docs/stages.md', about: 'tasks in stages: spec, implement, test' },
  { name: 'agents', file: 'docs/agents.md', about: 'the agent programs: what czar knows of each, and your own' },
  { name: 'commands', file: 'docs/commands.md', about: 'each command with its flags, exit codes and JSON' },
  { name: 'dashboard-keys', file: 'docs/dashboard.md', about: 'the columns and keys of the dashboard' },
  { name: 'web-page', file: 'docs/web.md', about: 'the page for a browser: from a phone, its pages, its security' },
  { name: 'summary-file', file: 'docs/summary.md', about: 'what the summary says, and its JSON' },
  { name: 'earlier-work', file: 'docs/history.md', about: 'what czar remembers of earlier work, and how it uses that' },
  { name: 'judgement', file: 'docs/judgement.md', about: 'how czar judges workers, and how well' },
  { name: 'faults', file: 'docs/faults.md', about: 'what may go wrong, and what czar does then' },
  { name: 'interface', file: 'docs/api.md', about: 'the interface for programs: commands, events, streams' },
  { name: 'glossary', file: 'GLOSSARY.md', about: 'the words that czar uses' },
  { name: 'security', file: 'SECURITY.md', about: 'what is trusted, what is not, how to report' },
  { name: 'changes', file: 'CHANGELOG.md', about: 'what changed, version by version' },
]

/** The list of all topics, for a person. */
export function listTopics(): string {
  const width = Math.max(...TOPICS.map(({ name }) => name.length))
  return `${TOPICS.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`).join('\n')}\n`
}
