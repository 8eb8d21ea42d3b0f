/** Danish: changes, what holds them, what releases them, how they ended. */
import type * as english from '../en/plan.ts';

type Same<T> = Readonly<Record<keyof T, string>>;

/** What a change does. */
export const changes: Same<typeof english.changes> = {
  'change.disable': 'luk adgang',
  'change.disable-hidden': 'skjul konto',
  'change.disable-deleted': 'slet konto',
  'change.sessions': 'afslut sessioner',
  'change.place': 'flyt',
  'change.mailbox': 'postkasse',
  'change.convert': 'luk postkasse',
  'change.files': 'flyt filer',
  'change.groups': 'fjern fra grupper',
  'change.licences': 'frigør licens',
  'change.end-day': 'sæt sidste dag',
  'change.enable': 'åbn adgang igen',
  'change.restore': 'læg tilbage',
  'change.check-in': 'tjek ind',
  'change.check-out': 'tjek ud',
  'change.status': 'ændr status',
};

/** Classes of removals. */
export const classes: Same<typeof english.classes> = {
  'class.known': 'kendt i 7 dage',
  'class.fresh': 'offentliggjort natten før',
  'class.surprise': 'overraskelse',
  'class.immediate': 'øjeblikkelig',
  'class.cleanup': 'oprydning',
  'class.enable': 'åbnet igen',
  'class.list': 'oprydningsliste',
  'class.rung': 'næste trin',
  'class.inventory': 'inventar',
};

/** What holds a change. */
export const by: Same<typeof english.by> = {
  'by.guardrail': 'grænsen for {of} er nået',
  'by.hold': 'data bevares for {of}',
  'by.exception': 'undtagelse {of}',
  'by.incomplete': '{of} kunne ikke læses pålideligt',
  'by.invalid': 'ødelagt fil {of}',
  'by.after': 'venter på en anden ændring',
  'by.observe': 'systemet iagttages kun',
  'by.freeze': 'frosset',
  'by.undone': 'blev lagt tilbage med undo',
  'by.not-restored': 'lægges ikke tilbage',
  'by.protected': 'beskyttet konto',
  'by.shared': 'delt konto',
  'by.disputed': 'omstridt konto',
  'by.last-admin': 'sidste brugbare administrator',
  'by.unapproved': 'kræver to godkendere',
  'by.baseline': 'var forkert, allerede da systemet blev koblet til',
  'by.deletes': 'når adgangen lukkes, slettes kontoen dér',
  'by.mailbox': 'postkassen ville forsvinde med licensen',
  'by.bug': 'en fejl i lastday',
};

/** What releases a held change: who must do what. */
export const releases: Same<typeof english.releases> = {
  'release.next-night': 'intet at gøre: det sker næste nat',
  'release.override': 'rigtigt: det sker næste nat; forkert: flyt dagene tilbage i dag; straks: en fil i policies/overrides/',
  'release.hold-ends': 'jura ophæver spærringen',
  'release.exception-ends': 'det sker, når undtagelsen er slut',
  'release.merge-confirmation': 'flet den pull request, der bekræfter kontoen',
  'release.switch-to-enforce': 'gør det i hånden, eller stil systemet på enforce',
  'release.repair-file': 'ret filen',
  'release.three-readings': 'intet at gøre: først kræves tre fuldstændige aflæsninger på tre dage',
  'release.complete-reading': 'næste fuldstændige aflæsning',
  'release.cleanup-list': 'en godkendt oprydningsliste i state/cleanups/',
  'release.other-administrator': 'udpeg en anden administrator først',
  'release.thaw': 'fjern frysningen',
  'release.two-approvers': 'en godkender mere, eller næste nat',
  'release.undo-again': 'ændr filerne, eller fortryd tilbageførslen',
  'release.mend-bug': 'meld fejlen; næste version retter den',
  'release.after-change': 'den ændring, den afhænger af',
  'release.not-touched': 'lastday rører det aldrig; gør det i hånden',
  'release.extend': 'ifølge filerne er adgangen slut; flyt sidste dag først (extend)',
  'release.declare': 'det står ikke i filerne; skriv det ind først',
  'release.changed-since': 'det er ikke længere, som den kørsel efterlod det',
  'release.not-captured': 'det vides ikke, hvad der var før',
  'release.no-seat': 'ingen licens er ledig',
  'release.on-its-day': 'intet at gøre: en kørsel lukker adgangen på selve dagen, inden for grænserne',
  'release.allow-deletion': 'gør det i hånden, eller tillad det i systemets fil (allowDeletion)',
  'release.mailbox-settled':
    'skriv dagen hvor postkassen blev konverteret i planen (mailbox.converted); ellers går det når postkassen er lukket',
  'release.mailbox-parked':
    'gør postkassen delt og skriv dagen i personens fil (leaves, converted); eller angiv i systemets fil hvilke licenser der bærer en postkasse (mailboxLicences)',
  'release.files-moved': 'skriv dagen hvor filerne var flyttet i planen (files.moved)',
  'release.not-restorable': 'det kan ikke lægges tilbage; afsluttede sessioner: personen logger ind på ny',
};

/** How a change ended. */
export const outcomes: Same<typeof english.outcomes> = {
  'outcome.verified': 'gjort og set',
  'outcome.already-so': 'var allerede sådan',
  'outcome.handed-over': 'overdraget',
  'outcome.skipped': 'sprunget over',
  'outcome.superseded': 'ikke længere aktuelt',
  'outcome.failed': 'mislykkedes',
  'outcome.unverifiable': 'gjort, ikke set',
  'outcome.opened': 'åbnet',
  'outcome.updated': 'opdateret',
  'outcome.untouched': 'uændret',
  'outcome.withdrawn': 'trukket tilbage',
  'outcome.refused': 'lukket af en person',
  'outcome.limited': 'venter: for mange er åbne',
  'outcome.left-alone': 'ladt i fred: nogen har arbejdet i den',
  'outcome.merged': 'flettet af sig selv',
  'outcome.waits': 'ikke flettet af sig selv: {why}',
  'waits.new': 'åbnet eller ændret for under tolv timer siden',
  'waits.ended': 'nogen har afsluttet den',
  'waits.moved': 'grenen eller filerne har ændret sig siden',
  'waits.draft': 'den er markeret som kladde',
  'waits.label': 'nogen har sat en etiket på den',
  'waits.comment': 'nogen har kommenteret',
  'waits.review': 'nogen har gennemset den uden at godkende',
  'waits.conflict': 'den er i konflikt med hovedgrenen',
  'waits.checks': 'kontrollerne er ikke bestået',
  'waits.protected': 'hovedgrenen er beskyttet',
  'waits.rights': 'token må ikke flette',
  'waits.unknown': 'det vides endnu ikke, om den kan flettes',
};

/** Why a change ended so. */
export const details: Same<typeof english.details> = {
  'detail.precondition': 'kontoen er ikke, som da planen blev lavet',
  'detail.no-place': 'hvor den skal hen vides ikke',
  'detail.said-in-files': 'filerne siger at det er gjort',
  'detail.fault': 'systemet svarede ikke, som det skal',
  'detail.mismatch': 'læst igen var det ikke som skrevet',
  'detail.fenced': 'låsen gik tabt',
  'detail.pilot-stopped': 'de første skrivninger i systemet mislykkedes',
  'detail.dependency': 'det, den afhænger af, lykkedes ikke',
  'detail.frozen': 'frosset, før den begyndte',
  'detail.not-planned-again': 'ny planlægning fandt det ikke aktuelt',
  'detail.held': 'noget holder den siden',
  'detail.absent': 'kontoen findes ikke',
  'detail.answer-lost': 'der kom intet svar, og virkningen blev ikke set',
  'detail.refused': 'systemet afviste det',
  'detail.unreadable': 'det kunne ikke læses',
  'detail.no-writer': 'systemet kan ikke skrives i',
  'detail.not-shown': 'systemet viser det ikke',
  'detail.lease': 'der var ikke tid nok tilbage',
  'detail.head-moved': 'filerne blev ændret for ofte imens',
  'detail.remote': 'filernes server svarede ikke',
  'detail.bug': 'en fejl i lastday',
};

/** Why a reading is not complete. */
export const doubts: Same<typeof english.doubts> = {
  'doubt.fault': 'systemet svarede ikke',
  'doubt.not-ended': 'listen blev klippet over',
  'doubt.total-differs': 'antallet af poster afviger fra det, systemet siger',
  'doubt.duplicate-id': 'et id kom to gange',
  'doubt.wrong-tenant': 'en anden lejer svarede',
  'doubt.canary': 'en post, der skal være der, blev ikke set',
  'doubt.stale': 'den er for gammel',
  'doubt.went-back': 'den er ældre end den forrige',
  'doubt.absences': 'for mange poster mangler',
  'doubt.shrunk': 'den er meget mindre end før',
  'doubt.grown': 'den er meget større end før',
  'doubt.empty': 'den er tom',
  'doubt.share-of-null': 'for mange værdier mangler',
  'doubt.share-of-enabled': 'andelen af aktive konti ændrede sig for meget',
  'doubt.first-reading': 'den er den første og viser for få af de deklarerede konti',
  'doubt.not-provided': 'systemet fortæller det ikke',
};
