import type { DeclaredSymbol, SymbolsPort } from '../../core/ports/duplicates-port.ts'

/** Longer files are not read, because they are generated or would take too much CPU. The limit is in characters. */
const MOST_CHARS = 256 * 1024

type ReadSymbols = (text: string) => Promise<readonly DeclaredSymbol[]>

/**
 * Reads which symbols (functions, classes) a file declares, with a grammar for each language. A grammar is loaded when the first file
 * needs it.
 */
export function createSymbols(): SymbolsPort {
  const readers = new Map<string, Promise<ReadSymbols>>()

  function readerFor(language: string): Promise<ReadSymbols> {
    const known = readers.get(language)
    if (known !== undefined) return known
    const loading = JAVASCRIPT.has(language)
      ? import('./javascript-symbols.ts').then(
          ({ javascriptSymbols }) =>
            (text: string) =>
              javascriptSymbols(language, text),
        )
      : import('./grammar-symbols.ts').then(({ loadGrammar }) => loadGrammar(language))
    readers.set(language, loading)
    // If loading a grammar failed, it is tried again for the next file.
    loading.catch(() => readers.delete(language))
    return loading
  }

  return {
    async read(path, text) {
      const language = languageOf(path)
      if (language === null || text.length > MOST_CHARS) return null
      return (await readerFor(language))(text)
    },
  }
}

const JAVASCRIPT = new Set(['TypeScript', 'Tsx'])

const BY_EXTENSION: Readonly<Record<string, string>> = {
  ...{ ts: 'TypeScript', mts: 'TypeScript', cts: 'TypeScript', tsx: 'Tsx' },
  // JavaScript is read with the grammar of TSX, because its own grammar does not have some kinds of nodes that the search needs.
  ...{ js: 'Tsx', mjs: 'Tsx', cjs: 'Tsx', jsx: 'Tsx' },
  ...{ py: 'python', pyi: 'python', go: 'go', rs: 'rust', java: 'java', rb: 'ruby', cs: 'c-sharp', php: 'php' },
  ...{ c: 'cpp', h: 'cpp', cc: 'cpp', cpp: 'cpp', cxx: 'cpp', hh: 'cpp', hpp: 'cpp', sh: 'bash', bash: 'bash' },
}

function languageOf(path: string): string | null {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  return Object.hasOwn(BY_EXTENSION, extension) ? (BY_EXTENSION[extension] ?? null) : null
}
