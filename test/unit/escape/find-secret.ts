/** Looks for a secret in what came out, in every form in which it may be written; on purpose without the code that masks it. */

/** Every way to write the secret that a test knows. */
function writings(secret: string): readonly (readonly [form: string, text: string])[] {
  const bytes = Buffer.from(secret);
  const within = [1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before + 1, -4),
  );
  return [
    ['plain', secret],
    ['base64', bytes.toString('base64').replace(/.?=*$/u, '')],
    ['base64url', bytes.toString('base64url').slice(0, -1)],
    ['base64 within', within[0] ?? ''],
    ['base64 within', within[1] ?? ''],
    ['hex', bytes.toString('hex')],
    ['HEX', bytes.toString('hex').toUpperCase()],
    ['address', encodeURIComponent(secret)],
    ['address, small', encodeURIComponent(secret).toLowerCase()],
    ['form', new URLSearchParams([['x', secret]]).toString().slice(2)],
    ['JSON', JSON.stringify(secret).slice(1, -1)],
    ['JSON twice', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['reversed', Array.from(secret).reverse().join('')],
    ['a half', secret.slice(0, Math.ceil(secret.length * 0.6))],
  ];
}

/** The forms in which a text holds the secret. */
export function formsIn(text: string, secret: string): readonly string[] {
  return writings(secret).flatMap(([form, written]) => (text.includes(written) || text.toLowerCase() === written ? [form] : []));
}
