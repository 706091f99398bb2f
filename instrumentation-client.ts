import { config } from 'zod';

/** A page may not make code from text, which zod would try. Next runs this before anything else of ours. */
config({ jitless: true });
