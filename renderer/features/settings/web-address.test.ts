import { expect, test } from 'vitest';
import { parseAddress } from './web-address.ts';

test('an address is taken without spaces around it and slashes at its end', () => {
  expect(parseAddress(' https://mirror.example/hub/ ')).toBe('https://mirror.example/hub');
  expect(parseAddress('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080');
});

test.each(['', 'mirror.example', 'ftp://mirror.example', 'https://', 'https://a b', 'https://mirror.example/?x=1'])(
  '%j is no address to fetch models from',
  (text) => {
    expect(parseAddress(text)).toBeNull();
  },
);
