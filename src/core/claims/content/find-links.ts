import type { CommitLink } from '../../ports/work-content.ts'
import type { ProofFinding } from '../finding.ts'

/** Finds links to submodule commits that other people cannot fetch. */
export function findLinks(links: readonly CommitLink[]): readonly ProofFinding[] {
  return links.map(sayLink).filter(finding => finding !== null)
}

function sayLink({ path, commit, standing }: CommitLink): ProofFinding | null {
  const short = commit.slice(0, 12)
  switch (standing) {
    case 'published':
      return null
    case 'here':
      return { rejects: false, text: `the submodule ${path} points to commit ${short}, which no remote branch has` }
    case 'nowhere':
      return { rejects: true, text: `the submodule ${path} points to commit ${short}, which no repository here has` }
    case 'unlisted':
      return {
        rejects: true,
        text: `${path} is a repository of its own, which .gitmodules does not name: only the number of its commit would be merged`,
      }
  }
}
