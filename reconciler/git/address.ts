/** The one canonical address of a remote: exactly one, the same for fetch and push, rewritten by nothing. */
import { Fault } from '../ports.ts';
import { remoteArguments } from './environment.ts';
import type { Environment } from './spawn.ts';
import { runGit, withoutSecrets } from './spawn.ts';

/** Where an address is looked up. */
export interface AddressQuery {
  readonly gitDir: string;
  readonly folder: string;
  readonly environment: Environment;
  readonly name: string;
  /** Given by the organisation's file; it then stands above the remote's own. */
  readonly address?: string | undefined;
}

/** The address to use. Throws Fault when there is none (operation `find`), when there are several, or when a rule would rewrite it: locks must not be split over two places. */
export async function findAddress(query: AddressQuery): Promise<string> {
  const settings = await readSettings(query);
  const valuesOf = (key: RegExp) => settings.filter((one) => key.test(one.key)).map((one) => one.value);
  const urls = valuesOf(/^remote\..*\.url$/u);
  const pushUrls = valuesOf(/^remote\..*\.pushurl$/u);
  const address = query.address ?? onlyOne(query.name, urls, pushUrls);
  if (address === '' || address.startsWith('-') || /^[A-Za-z0-9+.-]+::/u.test(address) || /[\n\r]/u.test(address)) {
    throw refuse(`the address ${withoutSecrets(address)} of the remote is not one that git may be given; use https, ssh or a path`);
  }
  for (const from of valuesOf(/^url\./u)) {
    if (!address.startsWith(from)) continue;
    throw refuse(
      `git's configuration rewrites the address ${withoutSecrets(address)} (insteadOf ${withoutSecrets(from)}); take the rule out`,
    );
  }
  return address;
}

function onlyOne(name: string, urls: readonly string[], pushUrls: readonly string[]): string {
  const [address] = urls;
  if (address === undefined) {
    throw refuse(`there is no remote ${name}; add one (git remote add ${name} ADDRESS), or write home in state/organisation.yaml`, 'find');
  }
  if (urls.length > 1 || pushUrls.length > 1) {
    throw refuse(`the remote ${name} has several addresses; lock and journal need exactly one, the same for fetch and push`);
  }
  if (pushUrls.length === 1 && pushUrls[0] !== address) {
    throw refuse(`the remote ${name} is pushed to another address than it is fetched from; take its pushurl out`);
  }
  return address;
}

/** What git's configuration says of this remote and of rewriting addresses, in its order. */
async function readSettings(query: AddressQuery): Promise<{ readonly key: string; readonly value: string }[]> {
  const name = query.name.replaceAll(/[^A-Za-z0-9_-]/gu, String.raw`\$&`);
  const wanted = String.raw`^(remote\.${name}\.(url|pushurl)|url\..*\.(insteadof|pushinsteadof))$`;
  const args = [...remoteArguments(query.gitDir), 'config', '-z', '--get-regexp', wanted];
  const answer = await runGit({ args, environment: query.environment, folder: query.folder });
  if (answer.code !== 0 && answer.code !== 1) throw refuse('the configuration of git could not be read');
  const records = answer.stdout.toString('utf8').split('\0').filter(Boolean);
  return records.map((record) => {
    const end = record.indexOf('\n');
    return { key: end < 0 ? record : record.slice(0, end), value: end < 0 ? '' : record.slice(end + 1) };
  });
}

function refuse(text: string, operation = 'address'): Fault {
  return new Fault(text, { where: 'remote', operation, refused: true });
}
