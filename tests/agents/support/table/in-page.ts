import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const PAGE = fileURLToPath(new URL('../../../../docs/agents.md', import.meta.url))
const BEGIN = '<!-- Written by `npm run test:agents`, from tests/agents/results.json. -->\n'
const END = '\n<!-- End of what it wrote. -->'

/** The table as docs/agents.md has it. */
export function tableInPage(): string {
  const { page, begin, end } = find()
  return page.slice(begin, end)
}

export function putIntoPage(table: string): void {
  const { page, begin, end } = find()
  writeFileSync(PAGE, page.slice(0, begin) + table + page.slice(end))
}

function find(): { page: string; begin: number; end: number } {
  const page = readFileSync(PAGE, 'utf8')
  const begin = page.indexOf(BEGIN) + BEGIN.length
  const end = page.indexOf(END)
  if (begin < BEGIN.length || end < begin) throw new Error('docs/agents.md has lost the marks around its table')
  return { page, begin, end }
}
