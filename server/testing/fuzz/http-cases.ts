/**
 * The cases of the fuzzer over HTTP: the routes of the protocol by right and wrong bodies, and any method, path and header at all.
 */
import fc from 'fast-check';
import { http } from '../../../shared/protocol.ts';
import { arbitraryOf, type Vocabulary } from './arbitrary-of.ts';
import { mutated } from './mutate.ts';

export type Route = keyof typeof http;
export const routes = ['sign-in', 'refresh', 'sign-out'] as const satisfies readonly Route[];

export type HttpCase = {
  kind: 'api' | 'api mutated' | 'odd';
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
  /** What the body should become, where it is JSON for a route of ours. */
  sent?: { route: Route; value: unknown };
};

const paths = [
  '/',
  '/index.html',
  '/healthz',
  '/readyz',
  '/metrics',
  '/api/sign-in',
  '/api/refresh',
  '/api/sign-out',
  '/api',
  '/api/',
  '/api/sign-in/',
  '/api/nothing',
  '/API/SIGN-IN',
  '//api/sign-in',
  '/socket.io/',
  '/socket.io/?EIO=4&transport=polling',
  '/socket.io/?EIO=3&transport=websocket',
  '/socket.io/?EIO=4&transport=websocket&sid=none',
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%5csecret.txt',
  '/..\\secret.txt',
  '/....//secret.txt',
  '/%c0%ae%c0%ae/secret.txt',
  '/%252e%252e%252fsecret.txt',
  '/assets/../../secret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/../../../../../../etc/passwd',
  '/%00',
  '/index.html%00.png',
  '/index.html/',
  '/index.html/../../secret.txt',
  '/.secret',
  '/.git/config',
  '/%',
  '/%zz',
  '/%ff%fe',
  '//',
  '/?',
  '/?a[__proto__]=1',
  `/${'a'.repeat(3_000)}`,
  `/${'../'.repeat(500)}secret.txt`,
  `/?${'a=1&'.repeat(1_000)}`,
  'http://elsewhere.example/healthz',
  '*',
];

const methods = ['GET', 'GET', 'GET', 'HEAD', 'POST', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND', 'REPORT'];

const headers = fc.dictionary(
  fc.constantFrom(
    'accept',
    'accept-encoding',
    'access-control-request-method',
    'authorization',
    'cookie',
    'content-encoding',
    'content-type',
    'expect',
    'if-modified-since',
    'if-none-match',
    'if-range',
    'origin',
    'range',
    'sec-websocket-key',
    'te',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-http-method-override',
  ),
  fc.oneof(
    fc.constantFrom(
      '*',
      '',
      'gzip',
      'bytes=0-1',
      'bytes=9-0',
      `bytes=${'0-0,'.repeat(200)}1-1`,
      'app://mullion',
      'https://evil.example',
      'null',
      'application/json',
      'application/json; charset=utf-16',
      'text/plain',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
      'mullion-refresh=nonsense',
      `mullion-refresh=${'a'.repeat(4_000)}`,
      'mullion-refresh=%ff; mullion-refresh=%',
      '127.0.0.1, ::1, unknown, "_x"',
      'https',
      'javascript',
      'Thu, 01 Jan 1970 00:00:00 GMT',
      'W/"x"',
      'é',
    ),
    fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
  ),
  { maxKeys: 4 },
);

const bodies = fc.oneof(
  fc.constantFrom(
    '',
    '{',
    'null',
    '[]',
    '""',
    '{"a":',
    '\u0000',
    '{"__proto__":{}}',
    '{"constructor":{"prototype":{}}}',
    '1e999',
  ),
  fc.constantFrom('['.repeat(16_000), 'x'.repeat(16 * 1024), 'x'.repeat(16 * 1024 + 1), 'x'.repeat(200_000)),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

const addresses = fc.ipV4();

export function httpCases(vocabulary: Vocabulary): fc.Arbitrary<HttpCase> {
  const api = routes.map((route) => {
    const input = arbitraryOf(http[route].input, vocabulary);
    const asked = (kind: 'api' | 'api mutated', inputs: fc.Arbitrary<unknown>) =>
      fc.tuple(inputs, addresses).map(([value, address]): HttpCase => {
        const body = JSON.stringify(value) ?? '';
        const sent = { route, value: body === '' ? undefined : JSON.parse(body) };
        const told = { 'content-type': 'application/json', 'x-forwarded-for': address };
        return { kind, method: 'POST', path: `/api/${route}`, headers: told, body, sent };
      });
    return fc.oneof(asked('api', input), asked('api mutated', mutated(input)));
  });
  const odd = fc
    .tuple(fc.constantFrom(...methods), fc.oneof(fc.constantFrom(...paths), randomPath), headers, fc.option(bodies))
    .map(([method, path, told, body]): HttpCase => ({ kind: 'odd', method, path, headers: told, body: body ?? undefined }));
  return fc.oneof({ weight: 3, arbitrary: fc.oneof(...api) }, { weight: 2, arbitrary: odd });
}

const randomPath = fc
  .array(fc.constantFrom('..', '.', '%2e%2e', 'assets', 'index.html', 'api', '%5c', 'secret.txt', ''), { maxLength: 8 })
  .map((parts) => `/${parts.join('/')}`);

/** Requests that Node's own client would not write: what it says to each is a 4xx or the end of the connection. */
export const brokenRequests: readonly string[] = [
  '',
  'hello\r\n\r\n',
  'GET\r\n\r\n',
  'GET / HTTP/9.9\r\n\r\n',
  'GET / HTTP/1.1\r\n\r\n',
  'GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n',
  'GET / HTTP/1.1\r\nhost: \u0000\r\n\r\n',
  'GET / HTTP/1.1\r\nhost: a b"><script>\r\n\r\n',
  'GET /\u0001 HTTP/1.1\r\nhost: a\r\n\r\n',
  'GET / HTTP/1.1\r\nhost: a\r\nbad header\r\n\r\n',
  'GET / HTTP/1.1\r\nhost: a\r\n: empty\r\n\r\n',
  `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`,
  `GET /${'y'.repeat(100_000)} HTTP/1.1\r\nhost: a\r\n\r\n`,
  'POST /api/sign-in HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: -1\r\n\r\n{}',
  'POST /api/sign-in HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}',
  'POST /api/sign-in HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 99999999999\r\n\r\n{}',
  'POST /api/sign-in HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ncontent-length: 2\r\n\r\n{}',
  'POST /api/sign-in HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n',
  'POST /api/sign-in HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
  'CONNECT elsewhere.example:443 HTTP/1.1\r\nhost: elsewhere.example\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'GET / HTTP/1.1\r\nhost: a\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n',
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 99\r\nsec-websocket-key: x\r\n\r\n',
  'GET /elsewhere HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
];
