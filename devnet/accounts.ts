import { type HDAccount, mnemonicToAccount } from 'viem/accounts';
import type { Hex } from '@/lib/domain/codecs';

/**
 * Who is who on a local chain. The phrase is the one every Ethereum development tool ships with: public, worthless
 * anywhere else, and known to anvil, which signs for its accounts by itself.
 */
export const DEV_MNEMONIC = 'test test test test test test test test test test test junk';
/** How many accounts of the phrase anvil funds and unlocks. */
export const DEV_ACCOUNTS = 40;

const ROLE_INDEX = {
  deployer: 0,
  operator: 1,
  registrar: 2,
  guardian: 3,
  priceKeeper: 4,
  rewarder: 5,
  proposer: 6,
  faucet: 9,
} as const;
export type Role = keyof typeof ROLE_INDEX;

const FIRST_STAKER = 10;
const STAKER_NAMES = [
  'Anouk Verhoeven',
  'Bashir Rahimi',
  'Clara Lindqvist',
  'Dmitri Sokolov',
  'Esi Mensah',
  'Farid Haddad',
  'Greta Moreau',
  'Hiro Tanabe',
  'Ines Cardoso',
  'Jonas Keller',
  'Kavya Nair',
  'Liam O’Shea',
] as const;

/** They keep their collateral in their own wallets. */
const FIRST_HOLDER = 22;
const HOLDER_NAMES = ['Maya Okafor', 'Noor Aziz', 'Otto Brandt', 'Priya Raman'] as const;

const FIRST_MERCHANT = 30;
const MERCHANT_NAMES = [
  'Harbor Fuel',
  'Corner Bakery',
  'Northwind Books',
  'Pine Street Coffee',
  'Cedar Cinema',
  'Saltwater Diner',
] as const;

const ROLE_NAMES: Record<Role, string> = {
  deployer: 'Deployer',
  operator: 'Payment operator',
  registrar: 'Merchant registrar',
  guardian: 'Guardian',
  priceKeeper: 'Price keeper',
  rewarder: 'Rewarder',
  proposer: 'Timelock proposer',
  faucet: 'Faucet',
};

/** The account at an index of {@link DEV_MNEMONIC}. */
export const devAccount = (index: number): HDAccount =>
  mnemonicToAccount(DEV_MNEMONIC, { addressIndex: index });

/** Addresses are lower case, as everywhere in the project. */
export type NamedAccount = { index: number; name: string; address: Hex; account: HDAccount };

function named(index: number, name: string): NamedAccount {
  const account = devAccount(index);
  // lower-casing hex keeps it hex
  return { index, name, address: account.address.toLowerCase() as Hex, account };
}

export type DevAccounts = Record<Role, NamedAccount> & {
  stakers: NamedAccount[];
  holders: NamedAccount[];
  merchants: NamedAccount[];
};

let derived: DevAccounts | undefined;

/** Every account that plays a part, derived once: a derivation takes milliseconds. */
export function devAccounts(): DevAccounts {
  if (derived) return derived;
  const role = (name: Role) => named(ROLE_INDEX[name], ROLE_NAMES[name]);
  derived = {
    deployer: role('deployer'),
    operator: role('operator'),
    registrar: role('registrar'),
    guardian: role('guardian'),
    priceKeeper: role('priceKeeper'),
    rewarder: role('rewarder'),
    proposer: role('proposer'),
    faucet: role('faucet'),
    stakers: STAKER_NAMES.map((name, i) => named(FIRST_STAKER + i, name)),
    holders: HOLDER_NAMES.map((name, i) => named(FIRST_HOLDER + i, name)),
    merchants: MERCHANT_NAMES.map((name, i) => named(FIRST_MERCHANT + i, name)),
  };
  return derived;
}

/** Names for people, by lower-case address. */
export function devLabels(): Record<string, string> {
  const { stakers, holders, merchants, ...roles } = devAccounts();
  const all = [...Object.values(roles), ...stakers, ...holders, ...merchants];
  return Object.fromEntries(all.map(({ address, name }) => [address, name]));
}
