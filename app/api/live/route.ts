import { liveRoute } from '@/lib/http/live-route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = liveRoute;
