'use client';
'use no memo';
import { useParams } from 'next/navigation';
import { useEffect } from 'react';

const AGAIN_MS = 2_000;

/** On the page of a payment that is not known: looks for it again, and shows it once it is there. Shows nothing itself. */
export function AppearsSoon() {
  const { paymentId } = useParams();
  useEffect(() => {
    if (!/^0x[0-9a-f]{64}$/i.test(String(paymentId))) return;
    const look = async () => {
      if (document.hidden) return;
      const answer = await fetch(`/api/payments/${paymentId}`).catch(() => null);
      // The framework keeps a page that was not found until another address is opened.
      if (answer?.ok) window.location.reload();
    };
    const timer = setInterval(() => void look(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [paymentId]);
  return null;
}
