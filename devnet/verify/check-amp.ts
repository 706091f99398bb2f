import { type Address, isAddressEqual, parseAbiItem, stringToHex } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { erc1820Deployment } from '@/contracts-abi/bytecode/erc1820-registry';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { complaintAbout, implementerOf, readStrategies } from '../strategies';
import { expectThat, type Finding, type Scene } from './findings';
import { readEvents } from './read-events';

/** The token itself: that it calls the validators our pools need, and that nobody can put others in their place. */
export async function checkAmp(scene: Scene): Promise<Finding[]> {
  const { reader, deployment } = scene;
  const strategies = await readStrategies(reader, deployment.amp);
  const findings = strategies.map((strategy) =>
    expectThat(
      complaintAbout(strategy) === null,
      `the strategy of ${strategy.prefix} is registered, and is the validator that ERC-1820 names (${strategy.validator ?? 'none'})`,
      complaintAbout(strategy) ?? '',
    ),
  );
  return [...findings, await checkOwnName(scene, deployment.amp, 'the validators of Amp')];
}

/** Whoever is an account's manager in ERC-1820 may name other hooks and validators for it. */
async function checkOwnName(
  { reader, blockNumber }: Scene,
  account: Address,
  what: string,
): Promise<Finding> {
  const manager = await reader.readContract({
    address: erc1820Deployment.registry,
    abi: erc1820RegistryAbi,
    functionName: 'getManager',
    args: [account],
    blockNumber,
  });
  return expectThat(
    isAddressEqual(manager, account),
    `nobody else can change ${what}`,
    `${manager} can, in ERC-1820`,
  );
}

/** What a manager is to Amp and ERC-1820. */
export async function checkRegistrations(scene: Scene, manager: Address): Promise<Finding[]> {
  const { reader, deployment, blockNumber } = scene;
  const hooks = ['AmpTokensSender', 'AmpTokensRecipient'].map(async (name) => {
    const named = await implementerOf(reader, manager, stringToHex(name));
    return expectThat(isAddressEqual(named, manager), `it is its own ${name} in ERC-1820`, `${named} is`);
  });
  const registered = await reader.readContract({
    address: deployment.amp,
    abi: ampAbi,
    functionName: 'isCollateralManager',
    args: [manager],
    blockNumber,
  });
  return [
    ...(await Promise.all(hooks)),
    await checkOwnName(scene, manager, 'its hooks'),
    expectThat(registered, 'Amp knows it as a collateral manager', 'Amp does not'),
    ...(await checkOperators(scene, manager)),
  ];
}

/** Events by which a holder lets others move its tokens. Amp names the caller as the holder: nobody can forge one. */
const grants = [
  {
    event: parseAbiItem('event AuthorizedOperator(address indexed operator, address indexed tokenHolder)'),
    holder: 'tokenHolder',
    what: 'made an operator of it',
  },
  {
    event: parseAbiItem(
      'event AuthorizedOperatorByPartition(bytes32 indexed partition, address indexed operator, address indexed tokenHolder)',
    ),
    holder: 'tokenHolder',
    what: 'made an operator of a partition of it',
  },
  {
    event: parseAbiItem(
      'event ApprovalByPartition(bytes32 indexed partition, address indexed owner, address indexed spender, uint256 value)',
    ),
    holder: 'owner',
    what: 'given an allowance of it',
  },
] as const;

async function checkOperators(scene: Scene, manager: Address): Promise<Finding[]> {
  const findings = grants.map(async ({ event, holder, what }) => {
    const found = await readEvents(scene, scene.deployment.amp, event, { [holder]: manager });
    const [first] = found;
    return expectThat(
      first === undefined,
      `nobody was ever ${what}`,
      `${found.length} times, first in block ${first?.blockNumber}`,
    );
  });
  return Promise.all(findings);
}
