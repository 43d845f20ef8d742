import { describe, expect, it } from 'vitest'
import { findings, parse } from '../parse-support.ts'

function file(repo: string, more = ''): string {
  return `project: gateway\nrepo: ${repo}\nworkers: [{id: b, task: do it}]\n${more}`
}

describe("a project's repository", () => {
  it("is found relative to the project file's directory, or to home", () => {
    expect(parse(file('../sark'), { directories: ['/home/me/sark'] }).repo).toBe('/home/me/sark')
    expect(parse(file('~/sark'), { directories: ['/home/me/sark'] }).repo).toBe('/home/me/sark')
  })

  it.each(['git@github.com:me/sark.git', 'https://github.com/me/sark.git', 'ssh://git@host:2222/me/sark', 'file:///srv/git/sark.git/'])(
    'is cloned from %s',
    url => {
      const project = parse(file(url))
      expect(project.repoUrl).toBe(url)
      expect(project.repo).toMatch(/^\/home\/me\/clones\/sark-[0-9a-f]{8}$/)
      expect(project.worktreesDir).toBe(`${project.repo}.worktrees/gateway`)
    },
  )

  it('with the same name on two hosts has two clones', () => {
    expect(parse(file('https://one.example/sark')).repo).not.toBe(parse(file('https://two.example/sark')).repo)
  })

  it.each([
    ['http://host/sark', 'must be https://, ssh://, file:// or git@host:path'],
    ['ext::sh -c whoami', 'is not a directory'],
    ['https://me:secret@host/sark', 'contains a password'],
  ])('is refused if it is %s', (repo, message) => {
    const found = findings(file(`"${repo}"`))
    expect(found).toEqual([expect.stringContaining(message)])
    expect(found[0]).not.toContain('secret')
  })
})

describe("a project's worktrees", () => {
  it.each(['repo', 'repo/trees', './repo/../repo/x'])('may not lie inside the repository: %s', worktrees => {
    expect(findings(file('repo', `worktrees: ${worktrees}\n`))).toEqual([
      expect.stringContaining('lies inside the repository "/home/me/fleet/repo"; choose'),
    ])
  })

  it('may not lie inside the repository through a symbolic link either', () => {
    expect(findings(file('repo', 'worktrees: link/trees\n'), { links: { '/home/me/fleet/link': '/home/me/fleet/repo' } })).toHaveLength(1)
  })

  it("may lie beside the repository, also under a name that begins like the repository's", () => {
    expect(parse(file('repo', 'worktrees: repo-trees\n')).worktreesDir).toBe('/home/me/fleet/repo-trees')
    expect(parse(file('repo', 'worktrees: ..trees\n')).worktreesDir).toBe('/home/me/fleet/..trees')
  })
})
