import { encodeFunctionData, type Hex, keccak256, toHex, zeroAddress } from 'viem';
import { erc1820Deployment } from '@/contracts-abi/bytecode/erc1820-registry';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { queue } from './deploy-contracts';
import type { TestChain } from './test-chain';

const RECIPIENT = keccak256(toHex('AmpTokensRecipient'));

/**
 * Makes an account refuse AMP, or take it again. One that names itself as its own recipient hook has no code that Amp
 * could call, so that every transfer to it fails.
 */
export const refuse = (chain: TestChain, account: Hex, on: boolean): Promise<Hex> =>
  queue(
    chain,
    account,
    erc1820Deployment.registry,
    encodeFunctionData({
      abi: erc1820RegistryAbi,
      functionName: 'setInterfaceImplementer',
      args: [account, RECIPIENT, on ? account : zeroAddress],
    }),
  );
