import { describe, expect, it } from 'vitest';
import { whyOdd } from './refuse-odd';

const status = (method: string, url: string) => whyOdd(method, url)?.kind ?? null;

describe('whyOdd', () => {
  it('leaves to the routes what they can read, refusals included', () => {
    for (const url of [
      '/api/pools',
      '/api/pools/0x12?a=%zz',
      '/api/accounts/a%20b',
      '/api/live?x=//',
      '/api/%F0%9F%92%A5',
    ]) {
      expect(status('GET', url), url).toBeNull();
    }
    expect(status('DELETE', '/api/pools')).toBeNull();
  });

  it('leaves alone what is not the API', () => {
    for (const url of ['/', '/locks/', '/%', '//locks', '/apiary//'])
      expect(status('TRACE', url), url).toBeNull();
  });

  it('refuses escapes of nothing, and addresses that no route has', () => {
    for (const url of ['/api/%', '/api/pools/%zz', '/api/%c0%af', '/api/%ff?x=1']) {
      expect(status('GET', url), url).toBe('invalid-input');
    }
    for (const url of [
      '/api/',
      '//api/pools',
      '/api//pools',
      '/api/pools/',
      '/api/a%2f',
      '/api/../x',
      '/api/%2e%2e/x',
      '/api/a%00',
      '/api\\pools',
      '/api/a%5cb',
    ]) {
      expect(status('GET', url), url).toBe('not-found');
    }
  });

  it('refuses methods that no route has ever heard of', () => {
    expect(status('PROPFIND', '/api/pools')).toBe('method-not-allowed');
    expect(status('TRACE', '/api/%')).toBe('method-not-allowed');
  });
});
