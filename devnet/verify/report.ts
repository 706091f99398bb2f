import type { Section } from './findings';

/** A deployment's report as text, what is wrong once more at its end; and how many claims do not hold. */
export function renderReport(sections: readonly Section[]): { text: string; wrong: number } {
  const lines = sections.flatMap(({ title, findings }) => [
    '',
    title,
    ...findings.map(({ claim, wrong }) =>
      wrong === null ? `  ok     ${claim}` : `  WRONG  ${claim}: ${wrong}`,
    ),
  ]);
  const all = sections.flatMap(({ title, findings }) => findings.map((finding) => ({ title, ...finding })));
  const broken = all.filter(({ wrong }) => wrong !== null);
  const sum =
    broken.length === 0
      ? [`All ${all.length} claims hold.`]
      : [
          `${broken.length} of ${all.length} claims do not hold:`,
          ...broken.map(({ title, claim, wrong }) => `  ${title}: ${claim}: ${wrong}`),
        ];
  return { text: [...lines.slice(1), '', ...sum].join('\n'), wrong: broken.length };
}
