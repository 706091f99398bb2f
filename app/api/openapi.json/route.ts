import { openApiDocument } from '@/lib/http/openapi/document';
import { defineStandaloneRoute } from '@/lib/http/route';
import { factsOf, type RouteFacts } from '@/lib/http/route-spec';
import packageJson from '@/package.json';
import * as accountHistory from '../accounts/[address]/history/route';
import * as accountHistoryCsv from '../accounts/[address]/history.csv/route';
import * as accountHistoryJson from '../accounts/[address]/history.json/route';
import * as accountLotsCsv from '../accounts/[address]/lots.csv/route';
import * as accountLotsJson from '../accounts/[address]/lots.json/route';
import * as account from '../accounts/[address]/route';
import * as admin from '../admin/route';
import * as faucet from '../faucet/route';
import * as healthLive from '../health/live/route';
import * as healthReady from '../health/ready/route';
import * as live from '../live/route';
import * as locks from '../locks/route';
import * as managers from '../managers/route';
import * as merchantPayments from '../merchants/[address]/payments/route';
import * as merchantPaymentsCsv from '../merchants/[address]/payments.csv/route';
import * as merchantPaymentsJson from '../merchants/[address]/payments.json/route';
import * as merchants from '../merchants/route';
import * as metrics from '../metrics/route';
import * as names from '../names/[subject]/route';
import * as payment from '../payments/[id]/route';
import * as poolHistory from '../pools/[id]/history/route';
import * as pool from '../pools/[id]/route';
import * as pools from '../pools/route';
import * as rpc from '../rpc/route';
import * as timelock from '../timelock/route';
import * as walletPools from '../wallet-pools/route';

const routes = [
  ...[pools, pool, poolHistory, walletPools, locks, payment],
  ...[merchants, merchantPayments, merchantPaymentsCsv, merchantPaymentsJson],
  ...[timelock, managers, account, accountHistory, accountHistoryCsv, accountHistoryJson],
  ...[accountLotsCsv, accountLotsJson],
  ...[names, live, admin, rpc, faucet, healthLive, healthReady, metrics],
];

const own: RouteFacts = {
  route: '/api/openapi.json',
  summary: 'This document.',
  answers: { mediaType: 'application/json', description: 'OpenAPI 3.1.' },
};
let text: string | undefined;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineStandaloneRoute({
  ...own,
  handler: () => {
    text ??= JSON.stringify(openApiDocument([...factsOf(routes), own], packageJson.version));
    return new Response(text, {
      headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' },
    });
  },
});
