import { Hono } from 'hono';

// Ponder does not start without an API; the benchmark reads the tables themselves.
export default new Hono();
