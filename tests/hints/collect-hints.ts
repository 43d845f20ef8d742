import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'rolldown/parseAst'

/** One suggested command in the source: its file below src without the extension, and its text with `{}` for each value. */
export interface Hint {
  readonly site: string
  readonly text: string
}

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** Constants, variables and functions whose strings are suggested commands, in addition to all names that contain "hint". */
const HOLDERS = /hint|^(INSTALL_TMUX|INSTEAD|nextStep|beginAnew|launchLine|again|back|mend|mended)$/i
/** Functions that take a suggested command as an argument, with the index of that argument. */
const CALLS: Readonly<Record<string, number>> = {
  matter: 3,
  loginMatter: 2,
  bad: 2,
  note: 2,
  refused: 1,
  astray: 1,
  unreadable: 2,
  refuse: 3,
}
const SOURCE = fileURLToPath(new URL('../../src/', import.meta.url))

/** Every suggested command that the source can print, and each printed text that contains "next: ". */
export function collectHints(): readonly Hint[] {
  const found = globSync('**/*.{ts,tsx}', { cwd: SOURCE }).flatMap(file => {
    const lang = file.endsWith('x') ? 'tsx' : 'ts'
    const texts = hintsIn(parseAst(readFileSync(`${SOURCE}${file}`, 'utf8'), { lang }) as unknown as Node)
    const site = file.replace(/\.tsx?$/, '')
    return [...new Set(texts)].map(text => ({ site, text }))
  })
  return found.sort((left, right) => nameOf(left).localeCompare(nameOf(right)))
}

export function nameOf({ site, text }: Hint): string {
  return `${site}: ${text}`
}

/** The functions of the file that is being read, because a suggested command may be the result of such a function. */
let functions = new Map<string, Node>()

function hintsIn(root: Node): readonly string[] {
  const found: string[] = []
  functions = new Map()
  walk(root, node => {
    if (node.type === 'FunctionDeclaration') functions.set(nameIn(node['id']), node['body'] as Node)
  })
  const keep = (value: unknown) => found.push(...leaves(value).filter(text => /[a-z]/.test(text)))
  walk(root, node => {
    const value = hintOf(node)
    if (value !== undefined) keep(value)
    if (/^(Literal|TemplateLiteral)$/.test(node.type)) found.push(...leaves(node).flatMap(nextLines))
  })
  return found
}

function nextLines(text: string): readonly string[] {
  const next = /next: (.*\S)/.exec(text)?.[1]
  return next === undefined || next === '{}' ? [] : [next]
}

/** The expression of a suggested command, if this node contains one. */
function hintOf(node: Node): unknown {
  if (node.type === 'Property' && nameIn(node['key']) === 'hint') return node['value']
  if (node.type === 'VariableDeclarator' && HOLDERS.test(nameIn(node['id']))) return node['init']
  if (node.type === 'AssignmentPattern' && HOLDERS.test(nameIn(node['left']))) return node['right']
  if (node.type === 'FunctionDeclaration' && HOLDERS.test(nameIn(node['id']))) return node['body']
  if (node.type === 'CallExpression') return (node['arguments'] as unknown[])[CALLS[nameIn(node['callee'])] ?? -1]
  return undefined
}

/** The strings that the expression may give. Strings inside calls are arguments of these calls and not counted. */
function leaves(value: unknown): readonly string[] {
  if (!isNode(value)) return []
  const of = (...keys: readonly string[]) => keys.flatMap(key => [value[key]].flat().flatMap(leaves))
  switch (value.type) {
    case 'Literal':
      return typeof value['value'] === 'string' ? [value['value']] : []
    case 'TemplateLiteral':
      return [templateText(value), ...of('expressions').filter(text => / /.test(text))]
    case 'ConditionalExpression':
      return of('consequent', 'alternate')
    case 'LogicalExpression':
    case 'BinaryExpression':
      return of('left', 'right')
    case 'ObjectExpression':
      return of('properties')
    case 'Property':
      return of('value')
    case 'BlockStatement':
      return of('body')
    case 'ReturnStatement':
      return of('argument')
    case 'IfStatement':
      return of('consequent', 'alternate')
    case 'CallExpression':
      return returned(nameIn(value['callee']))
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'ParenthesizedExpression':
      return of('expression')
    default:
      return []
  }
}

function returned(name: string): readonly string[] {
  const body = functions.get(name)
  // A recursive function is followed only once.
  functions.delete(name)
  const texts = leaves(body)
  if (body !== undefined) functions.set(name, body)
  return texts
}

function templateText(node: Node): string {
  return (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('{}')
}

function nameIn(value: unknown): string {
  return isNode(value) && typeof value['name'] === 'string' ? value['name'] : ''
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  for (const child of Object.values(node).flat()) if (isNode(child)) walk(child, visit)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}
