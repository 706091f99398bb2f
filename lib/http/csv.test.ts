import { describe, expect, it } from 'vitest';
import { csvLine } from './csv';

describe('csvLine', () => {
  it('quotes what would break the line, and leaves out what is not there', () => {
    expect(csvLine(['a', 'b,c', 'say "d"', null, undefined, 12n, 'e\nf'])).toBe(
      'a,"b,c","say ""d""",,,12,"e\nf"\r\n',
    );
  });

  it('lets no text be a formula, and numbers be numbers', () => {
    expect(csvLine(['=HYPERLINK("x")', '+1', '@a', '-a', '-12.5', '-3'])).toBe(
      '"\'=HYPERLINK(""x"")",\'+1,\'@a,\'-a,-12.5,-3\r\n',
    );
  });
});
