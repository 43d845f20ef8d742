import type { Alert } from '../../core/model/alert.ts'
import { plainText } from '../../core/text/plain-text.ts'

const BODY_CHARS = 600

/** The command that shows a notification on this computer's desktop. */
export function desktopCommand(alert: Alert, platform: NodeJS.Platform): readonly string[] {
  const body = plainText(alert.text, BODY_CHARS, { lines: true })
  return platform === 'darwin' ? appleScript(alert.title, body) : notifySend(alert, body)
}

/** The text is passed in arguments. Inside the source of the script it would have to be quoted, and could end the script. */
function appleScript(title: string, body: string): readonly string[] {
  const lines = ['on run argv', 'display notification (item 2 of argv) with title (item 1 of argv)', 'end run']
  return ['osascript', ...lines.flatMap(line => ['-e', line]), title, body]
}

/** Removes the characters that notify-send would interpret in the body: markup, and C escapes (g_strcompress, libnotify 0.8). */
function notifySend({ title, kind }: Alert, body: string): readonly string[] {
  const escaped = body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\\', '\\\\')
  const urgency = kind === 'attention' ? 'critical' : 'normal'
  return ['notify-send', '--app-name=czar', `--urgency=${urgency}`, '--', title, escaped]
}
