import { z } from 'zod'
import { askAll } from './ask-all.ts'
import { connectedOnce, type GitHubOptions } from './connect.ts'

/** An issue on GitHub. Its texts come from outside, so they must not be trusted. */
export interface ForgeIssue {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly isOpen: boolean
  /** Whether the number belongs to a pull request. GitHub numbers issues and pull requests together. */
  readonly isPullRequest: boolean
}

const issue = z.object({
  number: z.int(),
  title: z.string(),
  body: z.string().nullable().default(null),
  state: z.enum(['open', 'closed']),
  pull_request: z.unknown().optional(),
})

export interface IssueReader {
  /** The repository, as `owner/name`. */
  readonly name: () => Promise<string>
  readonly read: (number: number) => Promise<ForgeIssue>
  /** All open issues with this label, the oldest first. */
  readonly withLabel: (label: string) => Promise<readonly ForgeIssue[]>
}

/** Reads the issues of one repository, with the same client and token as for pull requests. */
export function createIssueReader(options: GitHubOptions): IssueReader {
  const connect = connectedOnce(options)
  return {
    async name() {
      const { place } = await connect()
      return `${place.owner}/${place.name}`
    },
    async read(number) {
      const { ask, place } = await connect()
      return readIssueAnswer(await ask({ route: 'GET /repos/{owner}/{name}/issues/{number}', values: { ...place, number } }, issue))
    },
    async withLabel(label) {
      const { ask, place } = await connect()
      const values = { ...place, labels: label, state: 'open', sort: 'created', direction: 'asc' }
      const found = await askAll(ask, { route: 'GET /repos/{owner}/{name}/issues', values }, z.array(issue), each => each)
      return found.map(readIssueAnswer).filter(({ isPullRequest }) => !isPullRequest)
    },
  }
}

function readIssueAnswer({ number, title, body, state, pull_request: request }: z.output<typeof issue>): ForgeIssue {
  return { number, title, body: body ?? '', isOpen: state === 'open', isPullRequest: request != null }
}
