import { createServer, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientAddress, clientOf, nameClients } from './client-address';

describe('clientAddress', () => {
  it('believes the socket alone when no proxy of ours stands in front', () => {
    expect(clientAddress('9.9.9.9', undefined, 0)).toBe('9.9.9.9');
    expect(clientAddress('9.9.9.9', '1.1.1.1, 2.2.2.2', 0)).toBe('9.9.9.9');
  });

  it('believes so many hops as there are proxies, and nothing further left', () => {
    expect(clientAddress('10.0.0.1', 'made up, 2.2.2.2', 1)).toBe('2.2.2.2');
    expect(clientAddress('10.0.0.1', 'made up, 2.2.2.2, 10.0.0.2', 2)).toBe('2.2.2.2');
    expect(clientAddress('10.0.0.1', undefined, 1)).toBe('10.0.0.1');
  });

  it('counts the addresses of one IPv6 network as one client', () => {
    const of = (address: string) => clientAddress(address, undefined, 0);
    expect(of('2001:db8:1:2:aaaa::1')).toBe(of('2001:0db8:1:2:ffff:1:2:3'));
    expect(of('2001:db8:1:2::1')).not.toBe(of('2001:db8:1:3::1'));
    expect(of('::1')).toBe('0:0:0:0::/64');
    expect(of('::ffff:9.9.9.9')).toBe('9.9.9.9');
    expect(of('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  });
});

describe('a server whose clients are named', () => {
  const server = createServer((incoming, response) => {
    const headers = new Headers({ 'x-ampledge-client': String(incoming.headers['x-ampledge-client']) });
    response.end(clientOf(new Request('http://localhost', { headers })));
  });
  beforeAll(async () => {
    nameClients(0);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  it('takes the name from the socket, whatever the client writes', async () => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const named = (headers: Record<string, string>) =>
      new Promise<string>((resolve, reject) => {
        request({ port: address.port, headers }, (response) => {
          response.setEncoding('utf8').on('data', resolve);
        })
          .on('error', reject)
          .end();
      });
    expect(await named({})).toBe('127.0.0.1');
    expect(await named({ 'x-forwarded-for': '1.2.3.4', 'x-ampledge-client': '1.2.3.4' })).toBe('127.0.0.1');
  });
});
