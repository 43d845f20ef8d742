import { type Command, InvalidArgumentError } from 'commander'
import { addVerb, withHosts } from '../../add-verb.ts'
import type { HostFlags } from '../../hosts/choose-hosts.ts'
import type { CliIo } from '../../io.ts'

export interface WebCommand extends HostFlags {
  readonly io: CliIo
  readonly project: string | undefined
  readonly port: number
  readonly listen: string
  readonly tlsCert: string | undefined
  readonly tlsKey: string | undefined
  /** The header that a proxy in front sets: `NAME` or `NAME=VALUE`. */
  readonly proxyHeader: string | undefined
  readonly address: string | undefined
  readonly readOnly: boolean
  readonly newToken: boolean
  readonly qr: boolean
}

/** `czar web`: shows all projects of this machine as a page for a browser. */
export function registerWeb(program: Command, io: CliIo, run: (options: WebCommand) => Promise<void> = runWeb): void {
  withHosts(
    addVerb(program, 'web', {
      group: 'Look:',
      summary: 'show all projects as a page for your browser or phone',
      description:
        'Serve a page that shows all projects of this machine and of the hosts of your config.yaml, and from which you can answer, tell, restart, review and land. It prints a link that lets a browser in, and runs until Ctrl-C. Without options only programs of this machine reach it. Nothing leaves the machine.',
      examples: [
        'czar web                                             on this machine',
        'ssh -L 7433:127.0.0.1:7433 HOST czar web             from another machine',
        'czar web --listen 0.0.0.0 --tls-cert c.pem --tls-key k.pem --address https://build.lan:7433',
        'czar web --read-only -p gateway                      one project, read-only',
      ],
    }),
  )
    .option('-p, --project <name>', 'show only this project')
    .option('--port <number>', 'the port; 0 takes a free one', readPort, 7433)
    .option('--listen <host>', 'the address to listen on; beyond this machine only with TLS or a proxy', '127.0.0.1')
    .option('--tls-cert <file>', 'the certificate, as PEM')
    .option('--tls-key <file>', 'the key of the certificate, as PEM')
    .option('--proxy-header <header>', 'serve only requests with this header, which your proxy sets: NAME or NAME=VALUE')
    .option('--address <url>', 'the address under which browsers reach the page, through a proxy or by a name')
    .option('--read-only', 'a read-only page', false)
    .option('--new-token', 'make a new link; earlier links, and browsers that were let in, are no longer valid', false)
    .option('--no-qr', 'print no QR code')
    .action(flags => run({ io, ...flags }))
}

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('a port is a number from 0 to 65535.')
  return port
}

async function runWeb(command: WebCommand): Promise<void> {
  const { runWebPage } = await import('../../web/run-web-page.ts')
  await runWebPage(command)
}
