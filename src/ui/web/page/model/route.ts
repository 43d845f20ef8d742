/** What the page shows at an address. */
export type Route =
  | { readonly page: 'projects' }
  | { readonly page: 'fleet' | 'graph' | 'train' | 'metrics' | 'log'; readonly project: string }
  | { readonly page: 'worker' | 'diff'; readonly project: string; readonly worker: string }
  | { readonly page: 'nowhere' }

const PAGES = ['graph', 'train', 'metrics', 'log'] as const

/** Reads the path of an address. */
export function readRoute(path: string): Route {
  const [, root = '', project = '', kind = '', worker = '', last = '', ...more] = path.split('/').map(decode)
  if (root === '') return { page: 'projects' }
  if (root !== 'p' || project === '' || more.length > 0) return { page: 'nowhere' }
  if (kind === '') return { page: 'fleet', project }
  if (kind === 'worker' && worker !== '' && (last === '' || last === 'diff'))
    return { page: last === '' ? 'worker' : 'diff', project, worker }
  const page = PAGES.find(name => name === kind)
  return page === undefined || worker !== '' ? { page: 'nowhere' } : { page, project }
}

/** The path of an address that shows the given page. */
export function pathOf(project: string, ...rest: readonly string[]): string {
  return `/${['p', project, ...rest].map(encodeURIComponent).join('/')}`
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
