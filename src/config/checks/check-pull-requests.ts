import type { Draft } from '../draft.ts'
import type { Problem } from '../problem.ts'

/**
 * Checks the settings of pull requests. They need a remote to which branches are pushed. A single pull request for all tasks also needs
 * merging to be on, because it contains the tested tree.
 */
export function checkPullRequests({ outline }: Draft): readonly Problem[] {
  const { pull_requests: requests, merge } = outline?.policy ?? {}
  if (requests === undefined) return []
  const path = ['policy', 'pull_requests']
  const noRemote = 'pull requests need a remote to push to: add `remote: origin`'
  const noTrain = '`per: sprint` needs `merge: { mode: omnibus }`: the request is about the tree that was tested as a whole'
  const twice = '`per: sprint` lands the work by a pull request, so `merge.land` must be `never`'
  return [
    ...(outline?.remote === undefined ? [{ path, message: noRemote }] : []),
    ...(requests.per === 'sprint' && merge?.mode !== 'omnibus' ? [{ path: [...path, 'per'], message: noTrain }] : []),
    ...(requests.per === 'sprint' && merge?.land === 'when_finished' ? [{ path: [...path, 'per'], message: twice }] : []),
  ]
}
