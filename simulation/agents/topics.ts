/** The subject of a simulated task, with enough words to describe the task rightly or wrongly. */
export interface Topic {
  readonly area: string
  readonly title: string
  readonly criteria: readonly [string, ...string[]]
}

/** Similar parts of one program. A worker that misreads its task describes the task of another topic. */
export const TOPICS: readonly [Topic, ...Topic[]] = [
  {
    area: 'parser',
    title: 'Parse timestamps in log lines',
    criteria: ['accepts offsets such as +02:00', 'rejects the thirteenth month', 'keeps milliseconds'],
  },
  { area: 'cache', title: 'Bound the lookup cache', criteria: ['evicts the oldest entry', 'never holds more than 1,000 entries'] },
  { area: 'api', title: 'Add the invoices endpoint', criteria: ['lists invoices by customer', 'answers 404 for an unknown customer'] },
  { area: 'export', title: 'Write reports as CSV', criteria: ['quotes fields with commas', 'streams files larger than memory'] },
  { area: 'auth', title: 'Expire idle sessions', criteria: ['ends a session after 30 minutes', 'keeps a session that is used'] },
  { area: 'search', title: 'Rank search results', criteria: ['exact matches come first', 'accents do not matter'] },
  { area: 'mail', title: 'Send reminder mails', criteria: ['one mail for each overdue invoice', 'none on Sundays'] },
  { area: 'storage', title: 'Compress stored attachments', criteria: ['reads old files unchanged', 'saves a third of the space'] },
  { area: 'metrics', title: 'Count requests by route', criteria: ['labels carry the route pattern', 'costs less than a microsecond'] },
  { area: 'importer', title: 'Import contacts from vCard', criteria: ['merges duplicates by address', 'reports lines it skipped'] },
]

/** The whole text of the task, as a person would write it. */
export function taskTextOf({ area, title, criteria }: Topic): string {
  const list = criteria.map(line => `- ${line}`).join('\n')
  return `# ${title}\n\nImplement it in src/${area}, with tests beside it.\n\nSuccess criteria:\n${list}\n`
}
