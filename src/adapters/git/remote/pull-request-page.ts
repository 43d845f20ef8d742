import { webAddress } from '../../../core/text/web-address.ts'

/**
 * The folder of refs in which a remote publishes pull requests: `refs/pull` on GitHub, Gitea and Forgejo, `refs/merge-requests` on GitLab.
 */
export type PullRequestFolder = 'pull' | 'merge-requests'

/**
 * The web address of a pull request. Returns null if none of the remote's addresses belongs to a web site, or if they do not show which
 * service it is.
 */
export function pullRequestPage(addresses: readonly string[], folder: PullRequestFolder, number: number): string | null {
  const repository = addresses.map(webAddress).find(address => address !== null)
  if (repository === undefined) return null
  const page = folder === 'merge-requests' ? '-/merge_requests' : pageOn(repository.host)
  return page === null ? null : `${repository.origin}/${repository.path}/${page}/${number}`
}

/**
 * The path of a pull request's page. Only GitLab has `refs/merge-requests`. For `refs/pull`, the name of the host must tell which service
 * it is.
 */
function pageOn(host: string): string | null {
  const labels = host.replace(/:\d+$/, '').split('.')
  if (labels.some(label => label === 'github' || label === 'ghe')) return 'pull'
  return labels.some(label => label === 'gitea' || label === 'forgejo' || label === 'codeberg') ? 'pulls' : null
}
