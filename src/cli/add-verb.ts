import { type Command, Option } from 'commander'

export interface VerbText {
  /** A few words about the verb, for the list in `czar --help`. */
  readonly summary: string
  /** Whole sentences for `czar VERB --help`. */
  readonly description: string
  /** Lines of the form `command   what it does`. Every verb has at least one. */
  readonly examples: readonly string[]
  /** The heading of the verb's group in `czar --help`. */
  readonly group: 'Look:' | 'Steer:' | 'Set up:' | 'As a worker:' | 'The main job:' | 'Finish:'
}

/** Adds a verb with its help: summary, examples, and czar's way of reporting errors. */
export function addVerb(parent: Command, usage: string, { summary, description, examples, group }: VerbText): Command {
  return parent
    .command(usage)
    .summary(summary)
    .description(description)
    .showHelpAfterError(`  next: czar ${usage.split(' ')[0]} --help`)
    .helpGroup(group)
    .addHelpText('after', `\nExamples:\n${examples.map(line => `  ${line}`).join('\n')}`)
}

/** Adds the flags that say which machines a command looks at besides this one. */
export function withHosts(command: Command): Command {
  return command
    .addOption(
      new Option('--host <name>', 'also the projects of this host, over ssh; may be given several times')
        .default([], 'the hosts of your config.yaml')
        .argParser((name, before: readonly string[]) => [...before, name]),
    )
    .addOption(new Option('--local', 'only the projects of this machine').default(false).conflicts('host'))
}

/** Adds `-p, --project NAME`, which every verb about one project has. */
export function withProject(command: Command): Command {
  return command.option('-p, --project <name>', 'which project; else CZAR_PROJECT, else the only one there is')
}
