import { describe, expect, it } from 'vitest'
import { findings, parse } from '../parse-support.ts'

function file(repo: string, more = ''): string {
  return `project: gateway\nrepo: ${repo}\nworkers: [{id: b, task: do it}]\n${more}`
}

describe('the repository', () => {
  it('is found from the directory of the project file, or from home', () => {
    expect(parse(file('../sark'), { directories: ['/home/me/sark'] }).repo).toBe('/home/me/sark')
    expect(parse(file('~/sark'), { directories: ['/home/me/sark'] }).repo).toBe('/home/me/sark')
  })

  it.each(['git@github.com:me/sark.git', 'https://github.com/me/sark.git', 'ssh://git@host:2222/me/sark', 'file:///srv/git/sark.git/'])(
    '%s is cloned',
    url => {
      const project = parse(file(url))
      expect(project.repoUrl).toBe(url)
      expect(project.repo).toMatch(/^\/home\/me\/clones\/sark-[0-9a-f]{8}$/)
      expect(project.worktreesDir).toBe(`${project.repo}.worktrees/gateway`)
    },
  )

  it('of the same name on two hosts has two clones', () => {
    expect(parse(file('https://one.example/sark')).repo).not.toBe(parse(file('https://two.example/sark')).repo)
  })

  it.each([
    ['http://host/sark', 'must be https://, ssh://, file:// or git@host:path'],
    ['ext::sh -c whoami', 'is not a directory'],
    ['https://me:secret@host/sark', 'contains a password'],
  ])('%s is refused', (repo, message) => {
    const found = findings(file(`"${repo}"`))
    expect(found).toEqual([expect.stringContaining(message)])
    expect(found[0]).not.toContain('secret')
  })
})

describe('the worktrees', () => {
  it.each(['repo', 'repo/trees', './repo/../repo/x'])('may not lie inside the repository: %s', worktrees => {
    expect(findings(file('repo', `worktrees: ${worktrees}\n`))).toEqual([
      expect.stringContaining('lies inside the repository "/home/me/fleet/repo"; choose'),
    ])
  })

  it('may not get there by a symbolic link either', () => {
    expect(findings(file('repo', 'worktrees: link/trees\n'), { links: { '/home/me/fleet/link': '/home/me/fleet/repo' } })).toHaveLength(1)
  })

  it('may lie beside it, also under a name that begins alike', () => {
    expect(parse(file('repo', 'worktrees: repo-trees\n')).worktreesDir).toBe('/home/me/fleet/repo-trees')
    expect(parse(file('repo', 'worktrees: ..trees\n')).worktreesDir).toBe('/home/me/fleet/..trees')
  })
})
