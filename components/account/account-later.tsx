'use client';
import { laterPage } from '@/components/ui/later';

/** An account, which can be read before anything can be done with it. */
export const AccountLater = laterPage(() => import('./account-view').then((loaded) => loaded.AccountView));
