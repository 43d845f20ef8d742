import { spawn } from 'node:child_process'
import type { Context } from 'hono'
import { runSync } from '../programs/starter.ts'

/** Serves the bare repositories below `root` over HTTP, with git's own `http-backend`. */
export async function gitOverHttp(context: Context, root: string): Promise<Response> {
  const url = new URL(context.req.url)
  const body = Buffer.from(await context.req.arrayBuffer())
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      // git's http-backend accepts pushes only from a named user.
      REMOTE_USER: 'somebody',
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: context.req.method,
      CONTENT_TYPE: context.req.header('content-type') ?? '',
      CONTENT_LENGTH: String(body.length),
      HTTP_CONTENT_ENCODING: context.req.header('content-encoding') ?? '',
      ...(context.req.header('git-protocol') === undefined ? {} : { GIT_PROTOCOL: context.req.header('git-protocol') }),
    },
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stdin.on('error', () => {})
  child.stdin.end(body)
  await new Promise(resolve => child.on('close', resolve))
  return cgiResponse(Buffer.concat(chunks))
}

function cgiResponse(output: Buffer): Response {
  const end = output.indexOf('\r\n\r\n')
  const head = output
    .subarray(0, end)
    .toString()
    .split('\r\n')
    .map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as [string, string])
  const status = Number.parseInt(head.find(([name]) => name === 'Status')?.[1] ?? '200', 10)
  return new Response(new Uint8Array(output.subarray(end + 4)), { status, headers: head.filter(([name]) => name !== 'Status') })
}

/** Creates a bare repository at `path`, as GitHub does. */
export function makeBare(path: string): void {
  runSync('git', ['init', '-q', '--bare', '-b', 'main', path], { cwd: '/', env: { PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1' } })
}
