import { pressScript } from '@/components/ui/asleep';
import { themeScript } from './theme';

/** What runs before anything else. Constant, so that the content security policy can name its hash. */
export const firstScript = `${pressScript}${themeScript}`;
