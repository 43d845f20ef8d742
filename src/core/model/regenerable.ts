/** Names of folders that tools make: for dependencies, builds, caches and coverage. */
const FOLDERS = new Set(
  `node_modules bower_components jspm_packages .pnpm-store .npm .yarn .parcel-cache .turbo .next .nuxt .svelte-kit .angular .astro .vite .expo .docusaurus
  .cache .sass-cache .nyc_output coverage htmlcov dist build out target obj _build deps _deps cmake-build-debug cmake-build-release CMakeFiles
  __pycache__ .pytest_cache .mypy_cache .ruff_cache .tox .nox .venv venv .eggs .ipynb_checkpoints .hypothesis
  .gradle .kotlin .terraform .dart_tool .pub-cache Pods DerivedData .swiftpm elm-stuff .stack-work dist-newstyle
  zig-cache .zig-cache zig-out .bundle .phpunit.cache .stryker-tmp .nx .serverless .aws-sam .metals .bloop`.split(/\s+/),
)

const FILES =
  /^(?:\.DS_Store|Thumbs\.db|\.eslintcache|\.stylelintcache|\.coverage|.*\.(?:py[co]|o|obj|so|a|class|tsbuildinfo|hi|beam|swp|swo|egg-info|gcda|gcno|pid))$/

/**
 * Whether a tool can make the file or folder at this path again. The path is one that git ignores. The path of a folder ends with a slash.
 */
export function isRegenerable(path: string): boolean {
  const names = path.split('/').filter(Boolean)
  const folders = path.endsWith('/') ? names : names.slice(0, -1)
  return folders.some(name => FOLDERS.has(name)) || FILES.test(names.at(-1) ?? '')
}

/** Returns the outermost folder around the file that a tool can make again, or null if there is none. */
export function regenerableFolder(path: string): string | null {
  const folders = path.split('/').slice(0, -1)
  const at = folders.findIndex(name => FOLDERS.has(name))
  return at < 0 ? null : folders.slice(0, at + 1).join('/')
}
