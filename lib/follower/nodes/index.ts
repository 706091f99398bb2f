export { createNodes, type Nodes } from './nodes';
export type { Pace } from './pace';
