import { exposition, MEDIA_TYPE } from '@/lib/http/metrics/exposition';
import { httpMetrics } from '@/lib/http/metrics/http-metrics';
import { runtimeFamilies } from '@/lib/http/metrics/runtime-metrics';
import { defineStandaloneRoute } from '@/lib/http/route';
import { runtimeIfOpen } from '@/lib/http/runtime';

/** Answers also while the server is not ready: that is when somebody wants to know. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineStandaloneRoute({
  route: '/api/metrics',
  summary: 'Figures of this server for Prometheus.',
  answers: { mediaType: MEDIA_TYPE, description: "Prometheus' text format." },
  handler: async () => {
    const families = [...runtimeFamilies(await runtimeIfOpen()), ...httpMetrics().families()];
    return new Response(exposition(families), {
      headers: { 'content-type': MEDIA_TYPE, 'cache-control': 'no-store' },
    });
  },
});
