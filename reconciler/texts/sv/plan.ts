/** Swedish: changes, what holds them, what releases them, how they ended. */
import type * as english from '../en/plan.ts';

type Same<T> = Readonly<Record<keyof T, string>>;

/** What a change does. */
export const changes: Same<typeof english.changes> = {
  'change.disable': 'avsluta inloggning',
  'change.disable-hidden': 'dölj konto',
  'change.disable-deleted': 'radera konto',
  'change.sessions': 'avsluta sessioner',
  'change.place': 'flytta',
  'change.mailbox': 'brevlåda',
  'change.convert': 'stäng brevlåda',
  'change.files': 'flytta filer',
  'change.groups': 'ta bort ur grupper',
  'change.licences': 'frigör licens',
  'change.end-day': 'sätt sista dag',
  'change.enable': 'inloggning på igen',
  'change.restore': 'lägg tillbaka',
  'change.check-in': 'checka in',
  'change.check-out': 'checka ut',
  'change.status': 'ändra status',
};

/** Classes of removals. */
export const classes: Same<typeof english.classes> = {
  'class.known': 'känd i 7 dagar',
  'class.fresh': 'publicerad natten före',
  'class.surprise': 'överraskning',
  'class.immediate': 'omedelbar',
  'class.cleanup': 'städning',
  'class.enable': 'på igen',
  'class.list': 'städlista',
  'class.rung': 'nästa steg',
  'class.inventory': 'inventarium',
};

/** What holds a change. */
export const by: Same<typeof english.by> = {
  'by.guardrail': 'gränsen för {of} är nådd',
  'by.hold': 'data bevaras för {of}',
  'by.exception': 'undantag {of}',
  'by.incomplete': '{of} kunde inte läsas tillförlitligt',
  'by.invalid': 'trasig fil {of}',
  'by.after': 'väntar på en annan ändring',
  'by.observe': 'systemet bara iakttas',
  'by.freeze': 'fryst',
  'by.undone': 'återställdes med undo',
  'by.not-restored': 'återställs inte',
  'by.protected': 'skyddat konto',
  'by.shared': 'delat konto',
  'by.disputed': 'omstritt konto',
  'by.last-admin': 'sista användbara administratören',
  'by.unapproved': 'behöver två som godkänner',
  'by.baseline': 'var fel redan när systemet kopplades på',
  'by.deletes': 'när inloggningen avslutas raderas kontot där',
  'by.mailbox': 'brevlådan skulle försvinna med licensen',
  'by.bug': 'ett fel i lastday',
};

/** What releases a held change: who must do what. */
export const releases: Same<typeof english.releases> = {
  'release.next-night': 'inget att göra: det sker nästa natt',
  'release.override': 'rätt: det sker nästa natt; fel: flytta tillbaka dagarna i dag; genast: en fil i policies/overrides/',
  'release.hold-ends': 'juridik häver spärren',
  'release.exception-ends': 'det sker när undantaget är slut',
  'release.merge-confirmation': 'slå ihop den pull request som bekräftar kontot',
  'release.switch-to-enforce': 'gör det för hand, eller ställ systemet på enforce',
  'release.repair-file': 'laga filen',
  'release.three-readings': 'inget att göra: först behövs tre fullständiga avläsningar på tre dagar',
  'release.complete-reading': 'nästa fullständiga avläsning',
  'release.cleanup-list': 'en godkänd städlista i state/cleanups/',
  'release.other-administrator': 'utse en annan administratör först',
  'release.thaw': 'ta bort frysningen',
  'release.two-approvers': 'en till som godkänner, eller nästa natt',
  'release.undo-again': 'ändra filerna, eller ångra återställningen',
  'release.mend-bug': 'anmäl felet; nästa version lagar det',
  'release.after-change': 'den ändring som den hänger på',
  'release.not-touched': 'lastday rör det aldrig; gör det för hand',
  'release.extend': 'enligt filerna är åtkomsten slut; flytta sista dagen först (extend)',
  'release.declare': 'det står inte i filerna; skriv in det först',
  'release.changed-since': 'det är inte längre som den körningen lämnade det',
  'release.not-captured': 'vad som fanns före är inte känt',
  'release.no-seat': 'ingen licens är ledig',
  'release.on-its-day': 'inget att göra: en körning avslutar inloggningen på själva dagen, inom gränserna',
  'release.allow-deletion': 'gör det för hand, eller tillåt det i systemets fil (allowDeletion)',
  'release.mailbox-settled':
    'skriv dagen då brevlådan konverterades i planen (mailbox.converted); annars går det när brevlådan har stängts',
  'release.mailbox-parked':
    'gör brevlådan delad och skriv dagen i personens fil (leaves, converted); eller ange i systemets fil vilka licenser som bär en brevlåda (mailboxLicences)',
  'release.files-moved': 'skriv dagen då filerna var flyttade i planen (files.moved)',
  'release.not-restorable': 'det går inte att lägga tillbaka; avslutade sessioner: personen loggar in på nytt',
};

/** How a change ended. */
export const outcomes: Same<typeof english.outcomes> = {
  'outcome.verified': 'gjort och sett',
  'outcome.already-so': 'var redan så',
  'outcome.handed-over': 'överlämnat',
  'outcome.skipped': 'hoppades över',
  'outcome.superseded': 'inte längre aktuellt',
  'outcome.failed': 'misslyckades',
  'outcome.unverifiable': 'gjort, inte sett',
  'outcome.opened': 'öppnad',
  'outcome.updated': 'uppdaterad',
  'outcome.untouched': 'oförändrad',
  'outcome.withdrawn': 'återtagen',
  'outcome.refused': 'stängd av en person',
  'outcome.limited': 'väntar: för många är öppna',
  'outcome.left-alone': 'lämnas i fred: någon har arbetat i den',
  'outcome.merged': 'sammanslagen av sig själv',
  'outcome.waits': 'inte sammanslagen av sig själv: {why}',
  'waits.new': 'öppnad eller ändrad för mindre än tolv timmar sedan',
  'waits.ended': 'någon har avslutat den',
  'waits.moved': 'grenen eller filerna har ändrats sedan dess',
  'waits.draft': 'den är markerad som utkast',
  'waits.label': 'någon har satt en etikett på den',
  'waits.comment': 'någon har kommenterat',
  'waits.review': 'någon har granskat utan att godkänna',
  'waits.conflict': 'den krockar med huvudgrenen',
  'waits.checks': 'kontrollerna har inte gått igenom',
  'waits.protected': 'huvudgrenen är skyddad',
  'waits.rights': 'token får inte slå ihop',
  'waits.unknown': 'det är ännu inte känt om den går att slå ihop',
};

/** Why a change ended so. */
export const details: Same<typeof english.details> = {
  'detail.precondition': 'kontot är inte som när planen gjordes',
  'detail.no-place': 'vart det ska är inte känt',
  'detail.said-in-files': 'filerna säger att det är gjort',
  'detail.fault': 'systemet svarade inte som det ska',
  'detail.mismatch': 'vid ny läsning var det inte som skrivet',
  'detail.fenced': 'låset gick förlorat',
  'detail.pilot-stopped': 'de första skrivningarna i systemet misslyckades',
  'detail.dependency': 'det som den hänger på lyckades inte',
  'detail.frozen': 'fryst innan den började',
  'detail.not-planned-again': 'en ny planering fann det inte aktuellt',
  'detail.held': 'något håller den sedan dess',
  'detail.absent': 'kontot finns inte',
  'detail.answer-lost': 'inget svar kom, och verkan syntes inte',
  'detail.refused': 'systemet vägrade',
  'detail.unreadable': 'det gick inte att läsa',
  'detail.no-writer': 'systemet går inte att skriva i',
  'detail.not-shown': 'systemet visar det inte',
  'detail.lease': 'det fanns inte tid nog kvar',
  'detail.head-moved': 'filerna ändrades för ofta under tiden',
  'detail.remote': 'filernas server svarade inte',
  'detail.bug': 'ett fel i lastday',
};

/** Why a reading is not complete. */
export const doubts: Same<typeof english.doubts> = {
  'doubt.fault': 'systemet svarade inte',
  'doubt.not-ended': 'listan blev avklippt',
  'doubt.total-differs': 'antalet poster skiljer sig från vad systemet säger',
  'doubt.duplicate-id': 'ett id kom två gånger',
  'doubt.wrong-tenant': 'en annan klient svarade',
  'doubt.canary': 'en post som måste finnas sågs inte',
  'doubt.stale': 'den är för gammal',
  'doubt.went-back': 'den är äldre än den förra',
  'doubt.absences': 'för många poster saknas',
  'doubt.shrunk': 'den är mycket mindre än förut',
  'doubt.grown': 'den är mycket större än förut',
  'doubt.empty': 'den är tom',
  'doubt.share-of-null': 'för många värden saknas',
  'doubt.share-of-enabled': 'andelen aktiva konton ändrades för mycket',
  'doubt.first-reading': 'den är den första och visar för få av de deklarerade kontona',
  'doubt.not-provided': 'systemet talar inte om det',
};
