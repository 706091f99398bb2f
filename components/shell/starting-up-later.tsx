'use client';
'use no memo';
import { later } from '@/components/ui/later';

/** Seen so seldom that no other page should have to load it. */
export const StartingUpLater = later(() => import('./starting-up').then((loaded) => loaded.StartingUp));
