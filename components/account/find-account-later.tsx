'use client';
import { later } from '@/components/ui/later';

/** Seen where an account was not found: the account's page need not load it. */
export const FindAccountLater = later(() => import('./find-account').then((loaded) => loaded.FindAccount));
