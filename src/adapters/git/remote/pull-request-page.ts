import { webAddress } from '../../../core/text/web-address.ts'

/** A remote's folder of pull requests: GitHub, Gitea and Forgejo use `refs/pull`, GitLab uses `refs/merge-requests`. */
export type PullRequestFolder = 'pull' | 'merge-requests'

/** The URL of a pull request. Returns null if no address of the remote is on the web, or if no address shows which forge it is. */
export function pullRequestPage(addresses: readonly string[], folder: PullRequestFolder, number: number): string | null {
  const repository = addresses.map(webAddress).find(address => address !== null)
  if (repository === undefined) return null
  const page = folder === 'merge-requests' ? '-/merge_requests' : pageOn(repository.host)
  return page === null ? null : `${repository.origin}/${repository.path}/${page}/${number}`
}

/** Only GitLab has `refs/merge-requests`; for `refs/pull`, only the host name reveals the forge. */
function pageOn(host: string): string | null {
  const labels = host.replace(/:\d+$/, '').split('.')
  if (labels.some(label => label === 'github' || label === 'ghe')) return 'pull'
  return labels.some(label => label === 'gitea' || label === 'forgejo' || label === 'codeberg') ? 'pulls' : null
}
