/**
 * Variables that git gets from czar's own environment. Git, ssh and programs for passwords need them to reach a remote as the user would.
 */
const PASSED = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'XDG_CONFIG_HOME',
  'XDG_RUNTIME_DIR',
  'SSH_AUTH_SOCK',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
  'SYSTEMROOT',
] as const

/**
 * Settings for every call of git. They switch off the repository's hooks and its file monitor, because czar does not trust these programs.
 * They also keep git from starting a clean-up in the background that would run longer than the call.
 */
export const SAFE_CONFIG: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'protocol.ext.allow=never',
  'gc.auto=0',
  'maintenance.auto=false',
  'advice.detachedHead=false',
  'color.ui=false',
]

/** The whole environment for git. Only listed variables are passed on, so a GIT_DIR or GIT_INDEX_FILE of the caller never reaches git. */
export function gitEnvironment(caller: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const passed = PASSED.flatMap(name => (caller[name] === undefined ? [] : [[name, caller[name]] as const]))
  return {
    ...Object.fromEntries(passed),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_PAGER: 'cat',
    GIT_EDITOR: 'false',
    // Without this, ssh and programs for passwords would ask the user on czar's terminal or in a window. `false` makes them stop instead.
    SSH_ASKPASS: 'false',
    GIT_ASKPASS: 'false',
    GCM_INTERACTIVE: 'never',
    SSH_ASKPASS_REQUIRE: 'force',
  }
}
