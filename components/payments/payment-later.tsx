'use client';
import { laterPage } from '@/components/ui/later';

/** The answer, which stands in the page as it comes and is kept up to date a moment later. */
export const PaymentLater = laterPage(() => import('./payment-view').then((loaded) => loaded.PaymentView));
