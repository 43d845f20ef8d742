/** Hints that no story follows, by name, each with the reason. A new hint is to be followed rather than put here. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  ...because('It is advice in words and holds no command.', [
    'adapters/agents/gemini/settings: mend {}, or run gemini once to see what it says of it',
    'adapters/git/inspect/inspect-repository: it lies inside the repository {}: set `repo:` to that',
    'adapters/git/inspect/inspect-repository: mend what is listed, then run it again',
    'adapters/git/worktrees/stale-lock: end the processes that work in {}, then run it again',
    'adapters/status/reports/append-report: name fewer files, or say it in fewer words',
    'adapters/tmux/input/paste: remove control characters from the text',
    'adapters/tmux/panes/session-spec: use a-z, 0-9, _ and - alone',
    'api/routes: workers: {}',
    'cli/verbs/worker/check-saying: commit what is longer, or put it into your result, and say where it is',
    'cli/verbs/worker/check-saying: say it in one message, in {} min',
    'cli/landing/land-project: write `remote: origin` into the project file',
    'cli/doctor/agents: docs/agents.md says what the czar then goes by',
    'cli/doctor/tools: run the fleet on Linux where agents are not trusted',
    'cli/exit: run the same command with CZAR_DEBUG=1 for the stack',
    'cli/launch/prepare-launch: install it, or set agents.<name>.command to its absolute path',
    'cli/launch/say-project-changes: one of: {}',
    'cli/verbs/worker/read-details: say what was built and how it was checked; commit what is longer',
    'supervisor/commands/answer: asking now: {}',
    'supervisor/commands/assign: bonus tasks that wait: {}',
    'supervisor/commands/may-ask: a person types it in a terminal of their own',
    'supervisor/commands/may-ask: give the command in a terminal of your own',
  ]),
  ...because('It is a part of a message and no hint of its own.', [
    'adapters/agents/opencode/translate: tries again: {}',
    'adapters/alerts/send-webhook: , a redirect, which is not followed',
    'adapters/alerts/send-webhook: it was cut off',
    'adapters/alerts/send-webhook: no answer within {} ms',
    'config/checks/check-accounts: ; there are: {}',
    'config/checks/check-references: ; there {}',
    'config/checks/check-references: are: {}',
    'config/checks/check-references: is none',
    'config/text/explain-issue: ; it belongs at {}',
    'config/text/explain-issue: ; known here: {}',
    'supervisor/commands/restart: , and its worktree is made again from {}: what was not committed in the old one is lost, unless it is under refs/czar/rescue/{}',
    'ui/dashboard/table/columns:  x{}',
  ]),
  ...because('It needs a desktop, or a service outside this machine.', [
    'adapters/alerts/create-alerts: czar launch FILE',
    'adapters/alerts/run-bounded: czar doctor --alerts FILE',
    'adapters/alerts/send-webhook: czar doctor --alerts FILE',
    'cli/doctor/alerts: check the address, the token, and the shape',
    'cli/doctor/alerts: czar dashboard',
    'cli/doctor/alerts: czar status',
    'cli/doctor/alerts: run it by hand, with a line of JSON on its input',
    'cli/doctor/alerts: see Alerts in docs/config.md',
  ]),
  ...because('Its state comes when tmux or git did not answer six times, a minute apart, which is longer than all stories may take.', [
    'core/policy/attention/attention: czar doctor',
  ]),
  ...because('It only shows a file or a folder to a person; its form is checked here.', [
    'adapters/git/switching/switch-worktree: git -C {} branch --list {}',
    'adapters/git/repository/worktree: ls -la {}   # what was committed is on its branch',
    'adapters/tmux/panes/end-session: ps -o pid,stat,args -p {}',
    'api/claim-socket: ls -ld {}',
  ]),
  ...because(
    'Its state is a fault of czar itself or of tmux that no user can bring about by order; the command is followed in other states.',
    [
      'core/policy/engine/isolate-faults: czar attach {}',
      'core/policy/attention/starved-matter: czar doctor',
      'adapters/tmux/link/control-client: czar status',
      'adapters/tmux/command/run-tmux: czar doctor',
      'adapters/tmux/command/tmux-failure: czar doctor',
      'adapters/tmux/command/tmux-failure: czar status',
      'adapters/tmux/link/tmux-link: czar status',
    ],
  ),
  ...because('It changes the packages of the machine, which a test may not do.', [
    'adapters/journal/schema: npm install -g czar@latest',
    'adapters/prompts/read-prompts: npm ci',
    'adapters/tmux/command/tmux-failure: apt install tmux   (or: brew install tmux)',
    'cli/doctor/alerts: apt install libnotify-bin   (on Linux; osascript is part of macOS), and run it where the desktop runs',
    'cli/doctor/tools: apt install git   (or: brew install git)',
    'cli/doctor/tools: apt install perl   (or python3)',
    'cli/doctor/tools: apt install tmux',
    'cli/doctor/tools: https://git-scm.com/downloads',
    'cli/doctor/tools: https://nodejs.org/en/download',
  ]),
  ...because('Its command is followed in other states, and tests/ui shows it in a dashboard that is too narrow for the hint itself.', [
    'ui/dashboard/panels/attention-panel: czar status   # says what to type',
  ]),
  ...because('It needs a session that ends between two looks at it; the same command is followed for a worker without a terminal.', [
    'cli/attach/attach-end: czar why {}',
  ]),
  ...because('Its state lasts minutes in which tmux answers nothing; the same command is followed where a czar does not answer.', [
    'cli/client/stop-and-wait: czar log -p {}',
  ]),
  ...because('Nobody has an agent or gets one only in the moment before the fleet is over.', ['supervisor/commands/tell: czar status']),
  ...because('It needs a terminal of a person; the same command is followed in the state of a draft at the pane.', [
    'cli/verbs/worker/pane: czar attach WORKER',
  ]),
}

function because(reason: string, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map(name => [name, reason]))
}
