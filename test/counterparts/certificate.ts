/** A certificate for servers on 127.0.0.1, made by openssl for one test run: it is its own authority. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files and text of a certificate. */
export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** PEM. */
  readonly certificate: string;
  readonly key: string;
}

/** Makes one in that folder. Throws when openssl is missing. */
export function makeCertificate(folder: string): Certificate {
  const [certificateFile, keyFile] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', '/CN=directory.exempel.example', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const made = spawnSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '3',
      ...subject,
      '-keyout',
      keyFile,
      '-out',
      certificateFile,
    ],
    { encoding: 'utf8', timeout: 20_000 },
  );
  if (made.status !== 0) throw new Error(`openssl ended with ${made.status}: ${made.stderr}`);
  const read = (file: string) => readFileSync(file, 'utf8');
  return { certificateFile, keyFile, certificate: read(certificateFile), key: read(keyFile) };
}
