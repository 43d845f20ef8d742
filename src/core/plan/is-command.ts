/** The programs with which people test their work. A text that begins with another word is taken for prose. */
const PROGRAMS = new Set(
  (
    'npm npx pnpm pnpx yarn bun bunx node deno make gmake cmake ctest ninja meson cargo go gotestsum pytest python python3 py uv uvx poetry pdm hatch tox nox ' +
    'mvn mvnw gradle gradlew sbt bazel bazelisk buck2 pants just task rake bundle rspec ruby rails php phpunit composer artisan pest mix elixir ' +
    'rebar3 dotnet swift xcodebuild zig stack cabal dune opam lein clojure clj flutter dart terraform tofu ansible-lint helm kubectl docker podman docker-compose ' +
    'sh bash zsh fish env test git curl wget grep rg jq diff cmp tsc vitest jest mocha ava playwright cypress biome eslint prettier stylelint oxlint ' +
    'knip ruff mypy pyright black isort flake8 pylint golangci-lint gofmt staticcheck clippy rustfmt shellcheck shfmt hadolint nix pre-commit turbo nx lerna ' +
    'moon mise act vale markdownlint cspell sqlfluff buf protoc psql sqlite3 perl prove lua busted R Rscript julia ocaml ghc test true false timeout time cd'
  ).split(' '),
)

/** Whether a text of a plan is a shell command, and not a sentence. */
export function isCommand(text: string): boolean {
  const words = text
    .trim()
    .replace(/^\$\s+/, '')
    .split(/\s+/)
  const program = words.find(word => !/^[A-Za-z_]\w*=/.test(word)) ?? ''
  if (/[\n\0]/.test(text) || program === '') return false
  if (/^(?:\.{1,2}\/|[\w.-]+\/)[\w./@-]+$/.test(program))
    return /^\.|^(?:bin|scripts?|tools?|ci|node_modules|vendor|test|tests|hack|build)\//.test(program)
  return (
    PROGRAMS.has(program) &&
    !/[.!?]$/.test(
      text
        .trim()
        .replace(/\s(?:\.|\.\/\.\.\.)$/, '')
        .replace(/\.\.\.$/, ''),
    )
  )
}

/** Words that occur in sentences, and in commands only inside quotes. `make sure that it works` does not call make. */
const SENTENCE =
  /\s(?:the|an?|it|its|sure|that|this|every|is|are|should|must|can|works?|passes|pass|succeeds?|returns?|shows?|prints?|without|by hand|when|if)(?=\s|$)/i

/** Whether a text that is not marked as code is a sentence, although it begins with the name of a program. */
export function isSentence(text: string): boolean {
  return SENTENCE.test(text.replace(/"[^"]*"|'[^']*'/g, '""'))
}
