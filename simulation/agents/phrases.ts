/**
 * What agents say about the simulated tasks, without quoting the tasks. `right` describes the task in other words. `near` describes
 * something similar that the task does not ask for. `doing` and `doingNear` are the first lines of commit messages. The phrases have
 * several styles: some are short, and some are in German.
 */
export interface Phrases {
  readonly right: readonly [string, ...string[]]
  readonly near: readonly [string, ...string[]]
  readonly doing: readonly [string, ...string[]]
  readonly doingNear: readonly [string, ...string[]]
}

/** The phrases by the area of their topic. */
export const PHRASES: Readonly<Record<string, Phrases>> = {
  parser: {
    right: [
      'turn the date at the front of every log entry into an instant, zone shifts included, and refuse nonsense like month 13',
      'make the reader cope with time zones and fractions of a second; bad calendar values are an error',
      'Datum und Uhrzeit am Zeilenanfang lesen, mit Zeitzone und Bruchteilen, Unsinn ablehnen',
      'ISO-ish dates in, epoch ms out; invalid ones throw',
    ],
    near: [
      'print dates in log output in a nicer format, with the zone of the user',
      'rotate the log files once a day and compress yesterday',
      'sort log lines by their timestamps before they are shown',
    ],
    doing: ['read zone shifts', 'reject month 13', 'keep fractions', 'dates: more cases'],
    doingNear: ['format dates for output', 'rotate daily', 'sort entries'],
  },
  cache: {
    right: [
      'put a ceiling of a thousand on what the lookup store keeps, dropping whatever has been there longest',
      'LRU-ish limit: 1000 items at most, oldest out first',
      'the store grows without end today; cap it and throw out old items when full',
      'Obergrenze für den Zwischenspeicher, die ältesten fliegen zuerst raus',
    ],
    near: [
      'let cache entries expire after ten minutes so that nobody reads stale data',
      'write the lookup cache to disk so that it survives a restart',
      'count hits and misses of the cache and show them',
    ],
    doing: ['cap the store', 'drop the oldest', 'limit of a thousand', 'tests for the cap'],
    doingNear: ['expire entries', 'persist to disk', 'hit counters'],
  },
  api: {
    right: [
      'a new route that gives a client all its bills; whoever asks for somebody we do not know gets not-found',
      'GET for billing documents per client id, 404 otherwise',
      'neue Route: Rechnungen eines Kunden, unbekannter Kunde ergibt 404',
      'expose billing over HTTP, filtered by who has to pay; missing client means not found',
    ],
    near: [
      'let clients create and pay invoices over the api',
      'add paging and sorting to the customers endpoint',
      'send a webhook whenever an invoice changes',
    ],
    doing: ['route for bills', 'not found for strangers', 'filter by client', 'cover the route'],
    doingNear: ['pay an invoice', 'page through customers', 'webhooks'],
  },
  export: {
    right: [
      'dump the report to comma separated text without loading it all, fields with separators get quotes',
      'stream rows out, escape what needs it, memory stays flat',
      'CSV-Ausgabe, zeilenweise, richtig maskiert, auch wenn es riesig wird',
      'big tables leave as plain delimited files; quoting per RFC 4180',
    ],
    near: [
      'read csv files that users upload and turn them into reports',
      'write the reports as xlsx with a sheet for each month',
      'mail the finished report to whoever ordered it',
    ],
    doing: ['escape separators', 'row by row', 'flat memory', 'big table case'],
    doingNear: ['import uploads', 'xlsx sheets', 'mail finished ones'],
  },
  auth: {
    right: [
      'log people out after half an hour without activity; whoever is active stays in',
      'inactivity timeout 30 min, sliding',
      'wer eine halbe Stunde nichts tut, fliegt raus, sonst bleibt er angemeldet',
      'logins should time out when nobody touches them, each request renews',
    ],
    near: [
      'ask for a second factor when a session begins',
      'limit every user to three sessions at once',
      'end all sessions when the password is changed',
    ],
    doing: ['sliding timeout', 'renew on request', 'half an hour', 'timeout cases'],
    doingNear: ['second factor', 'three at once', 'logout everywhere'],
  },
  search: {
    right: [
      'hits that match letter for letter go on top, and é counts as e',
      'ordering of hits: literal match before the rest; fold diacritics',
      'Trefferreihenfolge: genaue Treffer oben, Akzente egal',
      'scoring change so that a perfect hit wins and é = e',
    ],
    near: [
      'suggest words while the user types a search',
      'highlight the matching words in search results',
      'index attachments so that search finds their text',
    ],
    doing: ['perfect hit wins', 'fold diacritics', 'scoring', 'order of hits'],
    doingNear: ['suggestions', 'highlight', 'index attachments'],
  },
  mail: {
    right: [
      'everybody who is late with a payment gets one letter per bill, but we keep quiet on the seventh day',
      'dunning: 1 message per late bill, skip Sunday',
      'Zahlungserinnerung je offener Rechnung, sonntags keine',
      'nudge debtors once for each bill past its date, weekends partly off',
    ],
    near: [
      'send a weekly newsletter mail on sunday',
      'send a mail with a receipt when an invoice is paid',
      'let users unsubscribe from all mails',
    ],
    doing: ['one letter per bill', 'quiet on sunday', 'late payers', 'dunning cases'],
    doingNear: ['newsletter', 'receipts', 'unsubscribe'],
  },
  storage: {
    right: [
      'pack uploads before they hit the disk, about 33 % smaller, and still be able to open what is there already',
      'gzip blobs on write, transparent on read, legacy blobs untouched',
      'Anhänge beim Speichern packen, alte bleiben lesbar',
      'less disk for uploads through packing; backwards compatible',
    ],
    near: [
      'delete attachments that nobody opened for a year',
      'encrypt stored attachments with a key for each customer',
      'move attachments from disk to object storage',
    ],
    doing: ['pack on write', 'open legacy blobs', 'smaller blobs', 'size check'],
    doingNear: ['delete unused', 'encrypt', 'object store'],
  },
  metrics: {
    right: [
      'a counter per endpoint pattern that hardly costs anything',
      'how often is each path template hit? cheap instrumentation, < 1 µs',
      'Zähler je Pfadmuster, fast kostenlos',
      'tally hits by path template, overhead must stay negligible',
    ],
    near: [
      'measure how long requests take and show percentiles',
      'log each request with its route and user',
      'alert when a route fails too often',
    ],
    doing: ['counter per pattern', 'cheap tally', 'path templates', 'overhead check'],
    doingNear: ['percentiles', 'request log', 'alerts'],
  },
  importer: {
    right: [
      'read address books from .vcf files, fold the same person into one, and say which rows were dropped',
      'vcf in, people out; same email means same person; list what could not be read',
      'Adressbuch einlesen, doppelte zusammenlegen, Ausgelassenes melden',
      'address book upload with de-duplication and a list of rejects',
    ],
    near: [
      'export all contacts as a vcard file',
      'synchronise contacts with a calendar server',
      'validate the addresses of contacts that exist already',
    ],
    doing: ['read vcf', 'same person once', 'list of rejects', 'broken rows'],
    doingNear: ['export all', 'sync', 'validate existing'],
  },
}

export const OPENINGS = ['', '', 'ok, ', 'I will ', 'Understood. ', 'Plan: ', 'My task: ', 'tl;dr: ', 'So, as I see it: '] as const
export const ENDINGS = [
  '',
  '',
  '. Tests first, then the code.',
  '. Will run the checks at the end',
  '. Done when everything is green.',
  '; starting with the simplest case',
  '. I look at the existing code before I change anything.',
] as const
export const CHORES = ['wip', 'add tests', 'part two', 'cleanup', 'next piece', 'fix lint'] as const
