import { createRequire } from 'node:module'
import { Language, type Node, Parser } from 'web-tree-sitter'
import type { DeclaredSymbol } from '../../core/ports/duplicates-port.ts'

/** How a language declares symbols, in terms of the node kinds of its grammar. */
interface Declarations {
  /**
   * Kinds of nodes, such as classes, whose name becomes a part of the names of the symbols inside them. The name is in the field `name` or
   * `type`.
   */
  readonly owners: readonly string[]
  readonly symbols: readonly string[]
  /** Whether other files can use the symbol. */
  readonly isExported: (node: Node, name: string) => boolean
}

const hasModifier = (pattern: RegExp) => (node: Node) =>
  node.namedChildren.some(child => child !== null && /modifier/.test(child.type) && pattern.test(child.text))

const LANGUAGES: Readonly<Record<string, Declarations>> = {
  python: {
    owners: ['class_definition'],
    symbols: ['class_definition', 'function_definition'],
    isExported: (_, name) => !name.startsWith('_'),
  },
  go: {
    owners: [],
    symbols: ['function_declaration', 'method_declaration', 'type_spec', 'const_spec'],
    isExported: (_, name) => /^\p{Lu}/u.test(name),
  },
  rust: {
    owners: ['impl_item', 'trait_item', 'mod_item'],
    symbols: ['function_item', 'struct_item', 'enum_item', 'trait_item', 'type_item', 'macro_definition', 'const_item'],
    isExported: hasModifier(/^pub/),
  },
  java: {
    owners: ['class_declaration', 'interface_declaration', 'enum_declaration', 'record_declaration'],
    symbols: ['class_declaration', 'interface_declaration', 'enum_declaration', 'record_declaration', 'method_declaration'],
    isExported: hasModifier(/\bpublic\b/),
  },
  ruby: {
    owners: ['module', 'class'],
    symbols: ['class', 'method', 'singleton_method'],
    isExported: (_, name) => !name.startsWith('_'),
  },
  'c-sharp': {
    owners: ['class_declaration', 'interface_declaration', 'struct_declaration', 'record_declaration'],
    symbols: [
      'class_declaration',
      'interface_declaration',
      'struct_declaration',
      'record_declaration',
      'enum_declaration',
      'method_declaration',
    ],
    isExported: hasModifier(/^public$/),
  },
  php: {
    owners: ['class_declaration', 'interface_declaration', 'trait_declaration'],
    symbols: [
      'function_definition',
      'class_declaration',
      'interface_declaration',
      'trait_declaration',
      'enum_declaration',
      'method_declaration',
    ],
    isExported: node => !/^\s*(?:private|protected)\b/.test(node.text),
  },
  cpp: {
    owners: ['class_specifier', 'struct_specifier', 'namespace_definition'],
    symbols: ['function_definition', 'class_specifier', 'struct_specifier', 'enum_specifier'],
    isExported: node => !/^\s*static\b/.test(node.text),
  },
  bash: { owners: [], symbols: ['function_definition'], isExported: (_, name) => !name.startsWith('_') },
}

const WASM = '@vscode/tree-sitter-wasm/wasm'
const require = createRequire(import.meta.url)
let started: Promise<void> | null = null

/** Loads the grammar of one language. Returns a function that parses text in this thread, about 1 MB in a second. */
export async function loadGrammar(name: string): Promise<(text: string) => Promise<readonly DeclaredSymbol[]>> {
  const declarations = LANGUAGES[name]
  if (declarations === undefined) throw new RangeError(`no grammar for ${name}`)
  started ??= Parser.init()
  await started
  const language = await Language.load(require.resolve(`${WASM}/tree-sitter-${name}.wasm`))
  return async text => {
    const parser = new Parser()
    try {
      const tree = parser.setLanguage(language).parse(text)
      if (tree === null) return []
      const found = symbolsIn(tree.rootNode, declarations, '')
      tree.delete()
      return found
    } finally {
      parser.delete()
    }
  }
}

/**
 * Finds the symbols in a node. It looks into nodes such as classes and into nodes that enclose a declaration, but not into the bodies of
 * functions.
 */
function symbolsIn(node: Node, declarations: Declarations, owner: string): DeclaredSymbol[] {
  return node.namedChildren.flatMap(child => {
    if (child === null) return []
    const name = nameOf(child)
    const isOwner = declarations.owners.includes(child.type) && name !== null
    const own = declarations.symbols.includes(child.type) && name !== null ? [symbolOf(child, declarations, { name, owner })] : []
    if (isOwner) return [...own, ...symbolsIn(child, declarations, `${owner}${name}.`)]
    return own.length > 0 ? own : symbolsIn(child, declarations, owner)
  })
}

function symbolOf(
  node: Node,
  { isExported }: Declarations,
  { name, owner }: { readonly name: string; readonly owner: string },
): DeclaredSymbol {
  return {
    name: `${owner}${receiverOf(node)}${name}`,
    isExported: isExported(node, name),
    from: node.startPosition.row + 1,
    to: node.endPosition.row + 1,
  }
}

function nameOf(node: Node): string | null {
  const named = node.childForFieldName('name') ?? (node.type === 'impl_item' ? node.childForFieldName('type') : null)
  if (named !== null) return plain(named.text)
  // In C and C++ the name of a function is in its declarator.
  let declarator = node.type === 'function_definition' ? node.childForFieldName('declarator') : null
  while (declarator !== null && declarator.childForFieldName('declarator') !== null) declarator = declarator.childForFieldName('declarator')
  return declarator === null ? null : plain(declarator.text)
}

/** Simplifies a name: `Context<T>` becomes `Context`, and `Foo::bar` becomes `Foo.bar`. */
function plain(name: string): string | null {
  const short = name
    .replace(/[<([].*$/s, '')
    .replaceAll('::', '.')
    .trim()
  return short.length === 0 || short.length > 120 || /\s/.test(short) ? null : short
}

/** The type to which a Go method belongs: `(c *Context)` becomes `Context.`. */
function receiverOf(node: Node): string {
  const receiver = node.type === 'method_declaration' ? (node.childForFieldName('receiver')?.text ?? '') : ''
  const [, type] = /(\w+)(?:\[.*\])?\s*\)$/s.exec(receiver) ?? []
  return type === undefined ? '' : `${type}.`
}
