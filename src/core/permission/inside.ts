/** Whether a word names nothing outside the worktree, as a path, a revision, or both. */
export function isInside(word: string, roots: readonly string[]): boolean {
  if (word.split(/[/:]/).includes('..')) return false
  const paths = [word, ...word.split(':').slice(1)]
  return paths.every(path => !path.startsWith('/') || roots.some(root => path === root || path.startsWith(`${root}/`)))
}
