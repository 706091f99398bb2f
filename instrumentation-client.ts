/**
 * A page may not make code from text, which zod would try. Said where zod looks for it and not by its own function, so
 * that no page has to load zod before anything else. Next runs this before anything else of ours.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

export {};
