import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DeploymentError, loadDeployment } from './deployment';
import { testDeployment } from './test-deployment';

const dir = mkdtempSync(join(tmpdir(), 'ampledge-deployment-'));
afterAll(() => rmSync(dir, { recursive: true }));

const written = (text: string): string => {
  const path = join(dir, 'deployment.json');
  writeFileSync(path, text);
  return path;
};

const refusal = (path: string): DeploymentError => {
  try {
    loadDeployment(path);
  } catch (error) {
    if (error instanceof DeploymentError) return error;
    throw error;
  }
  throw new Error('accepted');
};

describe('loadDeployment', () => {
  it('reads what the deployment wrote', () => {
    expect(loadDeployment(written(JSON.stringify(testDeployment)))).toEqual(testDeployment);
  });

  it('says that the file is missing, without its path', () => {
    const error = refusal(join(dir, 'nowhere', 'deployment.json'));
    expect(error.reason).toBe('missing');
    expect(error.message).not.toContain(dir);
  });

  it('says that the file is half written', () => {
    expect(refusal(written('{"chainId": 3'))).toMatchObject({ reason: 'invalid' });
  });

  it('names each field that is wrong', () => {
    const error = refusal(written(JSON.stringify({ ...testDeployment, amp: '0x12', chainId: -1 })));
    expect(error.reason).toBe('invalid');
    expect(error.message).toContain('at amp');
    expect(error.message).toContain('at chainId');
  });
});
