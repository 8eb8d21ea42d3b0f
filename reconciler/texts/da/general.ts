/** Danish: exit codes, rules, errors, the words of files. */
import type * as english from '../en/general.ts';

type Same<T> = Readonly<Record<keyof T, string>>;

/** Exit codes, as a word for people. */
export const exits: Same<typeof english.exits> = {
  'exit.0': 'færdig, eller intet at gøre',
  'exit.1': 'fejl',
  'exit.2': 'der er ændringer',
  'exit.3': 'delvist udført',
  'exit.4': 'git-fjernlageret eller platformen afviste',
  'exit.5': 'en sikkerhedsgrænse stoppede noget',
  'exit.6': 'planen er forældet',
  'exit.7': 'en anden kørsel har låsen',
  'exit.8': 'filer, historik eller journal er ikke gyldige',
  'exit.9': 'et system kunne ikke læses pålideligt',
  'exit.64': 'forkert brug',
  'exit.70': 'en fejl i lastday',
  'exit.130': 'afbrudt',
};

/** Rules a line of a plan follows from. */
export const rules: Same<typeof english.rules> = {
  'rule.cut-off': 'sluttidspunkt',
  'rule.immediate': 'øjeblikkelig plan',
  'rule.ladder-sessions': 'med adgangen',
  'rule.ladder-groups': 'efter adgangen',
  'rule.ladder-licences': 'efter adgangen',
  'rule.assignment-ended': 'opgaven er slut',
  'rule.leave-suspend': 'på orlov, adgangen hviler',
  'rule.leave-park': 'på orlov, licensen hviler',
  'rule.leave-return': 'tilbage fra orlov',
  'rule.rehire': 'ansat igen',
  'rule.cleanup-list': 'på en godkendt oprydningsliste',
  'rule.authoritative': 'her afgør kun filerne, og der står det ikke',
  'rule.device-day': 'dagen for enheden er kommet',
  'rule.device-returned': 'enheden er tilbage',
  'rule.inventory-follows': 'inventaret følger filen',
  'rule.undo': 'lægges tilbage med undo',
};

/** Errors that end a command. */
export const errors: Same<typeof english.errors> = {
  'error.not-a-repository': '{path} er ikke et git-lager med filer til lastday; gå til et, brug -C, eller lav et med lastday init',
  'error.unknown-person': 'ingen har id {id}[; mente du {suggestion}?]',
  'error.unknown-device': 'ingen enhed har mærket {tag}[; mente du {suggestion}?]',
  'error.unknown-change': 'intet i planen har id {id}; lastday plan --full viser alt',
  'error.locked': 'en anden kørsel har låsen[: {holder}][, siden {since}]; vent, eller lastday unlock',
  'error.plan-stale': 'planen kan ikke udføres: {why}; lav en ny med lastday plan --out',
  'error.plan-file': '{file} er ikke en planfil: {why}',
  'error.simulated': 'planen er lavet med --on; lav en uden',
  'error.journal': 'journalen er ikke til at stole på: {why}; se lastday audit verify',
  'error.remote': 'git-fjernlageret afviste: {why}; se lastday doctor',
  'error.on-refused': '--on er kun tilladt, når alle systemer er practice eller csv og platformen er local',
};

/** Words that files use, for people. */
export const words: Same<typeof english.words> = {
  'status.upcoming': 'begynder',
  'status.active': 'aktiv',
  'status.leaving': 'på vej til at stoppe',
  'status.left': 'er stoppet',
  'status.closed': 'afsluttet',
  'disposition.release': 'frigives til andre',
  'disposition.transfer': 'går til en anden person',
  'disposition.buyout': 'købes af personen',
  'disposition.return-to-lessor': 'tilbage til leasinggiveren',
  'disposition.return-to-owner': 'tilbage til ejeren',
  'disposition.hold': 'beholdes til en sag',
  'disposition.lost': 'bortkommet',
  'disposition.destroy': 'destrueres',
  'disposition.keep': 'personens egen',
  'disposition.undecided': 'ikke besluttet',
  'device.in-use': 'i brug',
  'device.awaited': 'ventes tilbage',
  'device.received': 'tilbage, skal slettes',
  'device.available': 'ledig',
  'device.repair': 'til reparation',
  'device.hold': 'beholdes til en sag',
  'device.lost': 'bortkommet',
  'device.sale-pending': 'ved at blive solgt',
  'device.sold': 'solgt',
  'device.returned-to-lessor': 'afleveret til leasinggiveren',
  'device.returned-to-owner': 'afleveret til ejeren',
  'device.destroyed': 'destrueret',
  'device.retired': 'afviklet',
  'severity.critical': 'kritisk',
  'severity.error': 'fejl',
  'severity.warning': 'advarsel',
  'severity.info': 'note',
  'kind.employee': 'ansat',
  'kind.consultant': 'konsulent',
  'kind.temp': 'vikar',
  'kind.trainee': 'praktikant',
  'kind.candidate': 'kandidat',
  'kind.participant': 'deltager',
  'kind.affiliate': 'tilknyttet',
};
