import { encodeDeployData, encodeFunctionData, type Hex, keccak256, stringToHex, toHex } from 'viem';
import registry from '@/contracts/amp/erc1820.json';
import { ampAbi } from '@/contracts-abi/amp';
import { ampCode } from '@/contracts-abi/bytecode/amp';
import { collateralPoolCode } from '@/contracts-abi/bytecode/collateral-pool';
import { collateralPoolStrategyCode } from '@/contracts-abi/bytecode/collateral-pool-strategy';
import { holderCollateralStrategyCode } from '@/contracts-abi/bytecode/holder-collateral-strategy';
import { libraryCodes } from '@/contracts-abi/bytecode/libraries';
import { swapTokenCode } from '@/contracts-abi/bytecode/swap-token';
import { walletCollateralCode } from '@/contracts-abi/bytecode/wallet-collateral';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { collateralPoolStrategyAbi } from '@/contracts-abi/collateral-pool-strategy';
import { swapTokenAbi } from '@/contracts-abi/swap-token';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { type ContractCode, librariesOf, linkCreation } from '@/lib/chain/contract-code';
import type { Deployment } from '@/lib/domain/api';
import { IN_PLACE_PREFIX, POOL_PREFIX } from '@/lib/domain/partition';
import { asciiToHex } from '@/lib/domain/text';
import { accountsOf, type TestChain } from './test-chain';

const GAS = toHex(14_000_000);
export const EPOCH_LENGTH = 20;
export const POOL_TAGS = ['FLEXA', 'ANVIL'] as const;
/** The pool of collateral in place. */
export const WALLET_TAG = 'WALLETS';
export const PARAMS = {
  maxUtilisationBps: 9_000,
  cooldown: 30,
  maxLockDuration: 120,
  claimDelay: 6,
  merchantDelay: 0,
  rewardEpochs: 3,
  drawWindow: 3_600,
  drawLimit: 10n ** 24n,
  minStake: 1_000_000n,
};

const { maxLockDuration, claimDelay, merchantDelay, drawWindow, drawLimit } = PARAMS;
export const WALLET_PARAMS = { maxLockDuration, claimDelay, merchantDelay, drawWindow, drawLimit };

/** Puts a transaction in the node's queue. It may fail on chain: whoever minds looks at the receipt. */
export const queue = (chain: TestChain, from: Hex, to: Hex | null, data: Hex): Promise<Hex> =>
  // The node answers a transaction's hash.
  chain.call('eth_sendTransaction', [{ from, to: to ?? undefined, data, gas: GAS }]) as Promise<Hex>;

async function mined(chain: TestChain, hash: Hex) {
  await chain.mine();
  const receipt = await chain.client.waitForTransactionReceipt({ hash });
  if (receipt.status !== 'success') throw new Error(`a transaction of the set-up failed: ${hash}`);
  return receipt;
}

export type Stage = {
  deployment: Deployment;
  admin: Hex;
  operator: Hex;
  stakers: Hex[];
  merchants: Hex[];
  /** of collateral in place */
  holders: Hex[];
};

/** The real contracts with their pools, funded stakers and registered merchants. The operator has every role. */
export async function deployContracts(chain: TestChain): Promise<Stage> {
  const accounts = await accountsOf(chain);
  const [admin, operator] = [accounts[0], accounts[1] ?? accounts[0]];
  const stakers = accounts.slice(2, 8);
  const merchants = accounts.slice(8, 11);
  const holders = accounts.slice(11, 16);
  const create = async (data: Hex): Promise<Hex> => {
    const { contractAddress } = await mined(chain, await queue(chain, admin, null, data));
    if (!contractAddress) throw new Error('a deployment made no contract');
    return contractAddress.toLowerCase() as Hex; // lower-casing hex keeps it hex
  };
  const send = async (from: Hex, to: Hex, data: Hex) => mined(chain, await queue(chain, from, to, data));

  await chain.call('anvil_setBalance', [registry.sender, toHex(BigInt(registry.fundingWei))]);
  await mined(chain, (await chain.call('eth_sendRawTransaction', [registry.transaction])) as Hex); // answers a hash
  const startBlock = (await chain.height()) + 1;
  const swapToken = await create(
    encodeDeployData({
      abi: swapTokenAbi,
      bytecode: linkCreation(swapTokenCode, {}),
      args: ['Swap', 'SWAP', admin],
    }),
  );
  const amp = await create(
    encodeDeployData({ abi: ampAbi, bytecode: linkCreation(ampCode, {}), args: [swapToken, 'Amp', 'AMP'] }),
  );
  for (const [prefix, strategy] of [
    [POOL_PREFIX, collateralPoolStrategyCode],
    [IN_PLACE_PREFIX, holderCollateralStrategyCode],
  ] as const) {
    const bytecode = linkCreation(strategy, {});
    // Both strategies are made with the token they serve, and nothing else.
    const address = await create(encodeDeployData({ abi: collateralPoolStrategyAbi, bytecode, args: [amp] }));
    const args = [`0x${prefix}`, address] as const;
    await send(admin, amp, encodeFunctionData({ abi: ampAbi, functionName: 'setPartitionStrategy', args }));
  }
  const libraries: Record<string, Hex> = {};
  for (const library of librariesOf([collateralPoolCode, walletCollateralCode], libraryCodes)) {
    libraries[library.contract] = await create(linkCreation(library, libraries));
  }
  const deployManager = (code: ContractCode) =>
    create(
      encodeDeployData({
        abi: collateralPoolAbi, // both managers are made alike
        bytecode: linkCreation(code, libraries),
        args: [admin, 0, amp, BigInt(EPOCH_LENGTH)],
      }),
    );
  const collateralPool = await deployManager(collateralPoolCode);
  const walletCollateral = await deployManager(walletCollateralCode);
  const grant = (role: string) =>
    encodeFunctionData({
      abi: collateralPoolAbi,
      functionName: 'grantRole',
      args: [keccak256(stringToHex(role)), operator],
    });
  const pool = { abi: collateralPoolAbi, functionName: 'createPool' } as const;
  const wallet = { abi: walletCollateralAbi, functionName: 'createPool' } as const;
  const asAdmin: [Hex, Hex][] = [
    ...['OPERATOR_ROLE', 'REGISTRAR_ROLE', 'GUARDIAN_ROLE'].flatMap((role): [Hex, Hex][] => [
      [collateralPool, grant(role)],
      [walletCollateral, grant(role)],
    ]),
    [collateralPool, grant('REWARDER_ROLE')],
    ...POOL_TAGS.map((tag): [Hex, Hex] => [
      collateralPool,
      encodeFunctionData({ ...pool, args: [asciiToHex(tag, 8), PARAMS] }),
    ]),
    [walletCollateral, encodeFunctionData({ ...wallet, args: [asciiToHex(WALLET_TAG, 8), WALLET_PARAMS] })],
  ];
  for (const [manager, data] of asAdmin) await queue(chain, admin, manager, data);
  for (const merchant of merchants) {
    const data = encodeFunctionData({
      abi: collateralPoolAbi,
      functionName: 'setMerchant',
      args: [merchant, true],
    });
    await queue(chain, operator, collateralPool, data);
    await queue(chain, operator, walletCollateral, data);
  }
  const fortune = 10n ** 24n;
  for (const staker of [...stakers, ...holders]) {
    const swap = { abi: swapTokenAbi } as const;
    const mint = encodeFunctionData({ ...swap, functionName: 'mint', args: [staker, fortune] });
    const approve = encodeFunctionData({ ...swap, functionName: 'approve', args: [amp, fortune] });
    await queue(chain, admin, swapToken, mint);
    await queue(chain, staker, swapToken, approve);
  }
  await chain.mine();
  for (const staker of [...stakers, ...holders]) {
    await queue(
      chain,
      staker,
      amp,
      encodeFunctionData({ abi: ampAbi, functionName: 'swap', args: [staker] }),
    );
  }
  await chain.mine();
  const code = await chain.client.getCode({ address: collateralPool });
  const deployment: Deployment = {
    chainId: await chain.client.getChainId(),
    local: true,
    startBlock,
    epochLength: EPOCH_LENGTH,
    amp,
    swapToken,
    collateralPool,
    walletCollateral,
    timelock: null,
    priceFeed: null,
    explorerUrl: null,
    labels: {},
    codeHash: keccak256(code ?? '0x'),
  };
  return { deployment, admin, operator, stakers, merchants, holders };
}
