// A program that looks ready and ends at the first byte of input.
process.stdin.setRawMode(true)
process.stdin.once('data', () => process.exit(3))
process.stdout.write('\x1b[?1049h\x1b[?2004h\x1b[2J\x1b[H❯ ')
