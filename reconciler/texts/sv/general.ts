/** Swedish: exit codes, rules, errors, the words of files. */
import type * as english from '../en/general.ts';

type Same<T> = Readonly<Record<keyof T, string>>;

/** Exit codes, as a word for people. */
export const exits: Same<typeof english.exits> = {
  'exit.0': 'klart, eller inget att göra',
  'exit.1': 'fel',
  'exit.2': 'det finns ändringar',
  'exit.3': 'delvis genomfört',
  'exit.4': 'git-fjärren eller plattformen nekade',
  'exit.5': 'en spärrgräns stoppade något',
  'exit.6': 'planen är inaktuell',
  'exit.7': 'en annan körning har låset',
  'exit.8': 'filer, historik eller journal är inte giltiga',
  'exit.9': 'ett system kunde inte läsas tillförlitligt',
  'exit.64': 'felaktig användning',
  'exit.70': 'ett fel i lastday',
  'exit.130': 'avbrutet',
};

/** Rules a line of a plan follows from. */
export const rules: Same<typeof english.rules> = {
  'rule.cut-off': 'sluttiden',
  'rule.immediate': 'omedelbar plan',
  'rule.ladder-sessions': 'med inloggningen',
  'rule.ladder-groups': 'efter inloggningen',
  'rule.ladder-licences': 'efter inloggningen',
  'rule.assignment-ended': 'uppdraget har tagit slut',
  'rule.leave-suspend': 'ledig, inloggningen vilar',
  'rule.leave-park': 'ledig, licensen vilar',
  'rule.leave-return': 'tillbaka från ledighet',
  'rule.rehire': 'anställd igen',
  'rule.cleanup-list': 'på en godkänd städlista',
  'rule.authoritative': 'här avgör bara filerna, och där står det inte',
  'rule.device-day': 'dagen för enheten är här',
  'rule.device-returned': 'enheten är tillbaka',
  'rule.inventory-follows': 'inventariet följer filen',
  'rule.undo': 'läggs tillbaka med undo',
};

/** Errors that end a command. */
export const errors: Same<typeof english.errors> = {
  'error.not-a-repository': '{path} är inget git-arkiv med filer för lastday; gå till ett, använd -C, eller gör ett med lastday init',
  'error.unknown-person': 'ingen har id {id}[; menade du {suggestion}?]',
  'error.unknown-device': 'ingen enhet har märkningen {tag}[; menade du {suggestion}?]',
  'error.unknown-change': 'inget i planen har id {id}; lastday plan --full visar allt',
  'error.locked': 'en annan körning har låset[: {holder}][, sedan {since}]; vänta, eller lastday unlock',
  'error.plan-stale': 'planen kan inte genomföras: {why}; gör en ny med lastday plan --out',
  'error.plan-file': '{file} är ingen planfil: {why}',
  'error.simulated': 'planen är gjord med --on; gör en utan',
  'error.journal': 'journalen går inte att lita på: {why}; se lastday audit verify',
  'error.remote': 'git-fjärren nekade: {why}; se lastday doctor',
  'error.on-refused': '--on är tillåtet bara när alla system är practice eller csv och plattformen är local',
};

/** Words that files use, for people. */
export const words: Same<typeof english.words> = {
  'status.upcoming': 'börjar',
  'status.active': 'aktiv',
  'status.leaving': 'på väg att sluta',
  'status.left': 'har slutat',
  'status.closed': 'avslutad',
  'disposition.release': 'frigörs för andra',
  'disposition.transfer': 'går till en annan person',
  'disposition.buyout': 'köps av personen',
  'disposition.return-to-lessor': 'tillbaka till leasegivaren',
  'disposition.return-to-owner': 'tillbaka till ägaren',
  'disposition.hold': 'behålls för ett ärende',
  'disposition.lost': 'borta',
  'disposition.destroy': 'förstörs',
  'disposition.keep': 'personens egen',
  'disposition.undecided': 'inte bestämt',
  'device.in-use': 'används',
  'device.awaited': 'väntas tillbaka',
  'device.received': 'tillbaka, ska raderas',
  'device.available': 'tillgänglig',
  'device.repair': 'på reparation',
  'device.hold': 'behålls för ett ärende',
  'device.lost': 'borta',
  'device.sale-pending': 'håller på att säljas',
  'device.sold': 'såld',
  'device.returned-to-lessor': 'återlämnad till leasegivaren',
  'device.returned-to-owner': 'återlämnad till ägaren',
  'device.destroyed': 'förstörd',
  'device.retired': 'avvecklad',
  'severity.critical': 'kritiskt',
  'severity.error': 'fel',
  'severity.warning': 'varning',
  'severity.info': 'notering',
  'kind.employee': 'anställd',
  'kind.consultant': 'konsult',
  'kind.temp': 'inhyrd',
  'kind.trainee': 'praktikant',
  'kind.candidate': 'kandidat',
  'kind.participant': 'deltagare',
  'kind.affiliate': 'närstående',
};
