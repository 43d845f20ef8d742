import { fileURLToPath } from 'node:url'
import type { WebOptions } from '../../../src/ui/web/server/serve-web.ts'
import type { FakeDoor } from '../../api/fake-door.ts'
import { openWeb, type WebWorld } from '../../ui/web/server/support/open-web.ts'

const BUILT = fileURLToPath(new URL('../../../dist/web', import.meta.url))

/** Serves the built page for one project whose czar says what the test wants: states that no fleet on a test machine comes to. */
export async function aServedPage(czar: FakeDoor, over: Partial<WebOptions> = {}): Promise<WebWorld & { readonly enter: string }> {
  const web = await openWeb({ pageDirectory: BUILT, ...over }, czar)
  return { ...web, enter: `/enter?token=${web.token}` }
}
