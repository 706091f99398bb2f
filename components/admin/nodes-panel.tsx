import { formatBlock } from '@/components/shell/freshness-text';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { RowTh, Table, Td, Th } from '@/components/ui/table';
import { Tag, type Tone } from '@/components/ui/tag';
import { Time } from '@/components/ui/time';
import type { Agreement, FollowerState, NodeDifference, NodeState } from '@/lib/domain/api';
import { formatAmpExact } from '@/lib/domain/money';
import { formatCount } from '@/lib/domain/text';

const looks: Record<NodeState['status'], { word: string; tone: Tone }> = {
  unknown: { word: 'Not asked yet', tone: 'neutral' },
  good: { word: 'Good', tone: 'locked' },
  behind: { word: 'Behind', tone: 'claimed' },
  silent: { word: 'Not answering', tone: 'claimed' },
  limited: { word: 'Spared', tone: 'claimed' },
  'wrong-chain': { word: 'Another chain', tone: 'drawn' },
  lying: { word: 'Not trusted', tone: 'drawn' },
};

/** The chain's nodes, how each of them is, and what they say differently about the same block. */
export function NodesPanel({ nodes, agreement }: Pick<FollowerState, 'nodes' | 'agreement'>) {
  return (
    <Panel aria-labelledby="nodes" className="mt-6 scroll-mt-20">
      <PanelHeader
        id="nodes"
        title="Chain nodes"
        hint="One is read from: the one with the newest block, and of those the quickest. All are asked about the same block."
      />
      <Table label="Chain nodes">
        <thead>
          <tr>
            <Th>Node</Th>
            <Th>State</Th>
            <Th numeric>Newest block</Th>
            <Th numeric>Behind</Th>
            <Th numeric>Answers in</Th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <Row key={node.name} node={node} />
          ))}
        </tbody>
      </Table>
      <Comparison agreement={agreement} />
    </Panel>
  );
}

function Row({ node: { name, inUse, status, reason, head, lagBlocks, latencyMs } }: { node: NodeState }) {
  const { word, tone } = looks[status];
  return (
    <tr>
      <RowTh className="capitalize">
        {name}
        {inUse && <span className="ml-2 font-normal text-ink-3 normal-case">in use</span>}
      </RowTh>
      <Td className="whitespace-normal">
        <Tag tone={tone}>{word}</Tag>
        {reason !== null && <p className="mt-1 min-w-48 text-small text-ink-2">{reason}</p>}
      </Td>
      <Td numeric>{head === null ? 'unknown' : formatBlock(head)}</Td>
      <Td numeric>{lagBlocks === null ? 'unknown' : formatCount(lagBlocks)}</Td>
      <Td numeric>{latencyMs === null ? 'unknown' : `${formatCount(latencyMs)} ms`}</Td>
    </tr>
  );
}

function Comparison({ agreement }: { agreement: Agreement }) {
  const { state, block, since, differences } = agreement;
  const about = block ? `block ${formatBlock(block.number)}` : 'the same block';
  const place = 'border-t border-line px-4 py-3 text-table sm:px-5';
  const line = `${place} text-ink-2`;
  switch (state) {
    case 'single':
      return (
        <p className={line}>
          There is only one node, so nothing compares what it says. Further addresses in <code>RPC_URL</code>{' '}
          do.
        </p>
      );
    case 'unknown':
      return <p className={line}>Fewer than two nodes answer for the same block: nothing is compared.</p>;
    case 'agree':
      return (
        <p className={line}>
          They said the same about {about}, and have agreed since <Time at={since} form="full" />.
        </p>
      );
    case 'disagree':
      return (
        <>
          <p className={`${place} text-drawn`}>
            They have disagreed since <Time at={since} form="full" />, last about {about}. Ask a node that you
            trust, and take the one that is wrong out of <code>RPC_URL</code>.
          </p>
          <Evidence differences={differences} />
        </>
      );
  }
}

/** Side by side where there is room, under each other on a phone: amounts to the wei are long. */
function Evidence({ differences }: { differences: readonly NodeDifference[] }) {
  const names = [...new Set(differences.flatMap(({ answers }) => answers.map(({ node }) => node)))].sort();
  return (
    <Table label="What the nodes said">
      <thead className="max-sm:sr-only">
        <tr>
          <Th>Asked for</Th>
          {names.map((name) => (
            <Th key={name} numeric className="capitalize">
              {name}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {differences.map(({ what, unit, answers }) => (
          <tr key={what} className="max-sm:block max-sm:border-t max-sm:border-line max-sm:py-2">
            <RowTh className={STACKED}>{what}</RowTh>
            {names.map((name) => (
              <Td key={name} numeric className={`tabular-nums ${STACKED}`}>
                <span aria-hidden="true" className="text-ink-3 capitalize sm:hidden">
                  {name}
                </span>
                {said(answers.find(({ node }) => node === name)?.said, unit)}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const STACKED =
  'max-sm:flex max-sm:h-auto max-sm:justify-between max-sm:gap-4 max-sm:border-t-0 max-sm:px-4 max-sm:py-1';

/** Amounts to the last wei: a difference may be as small. */
function said(answer: string | undefined, unit: NodeDifference['unit']): string {
  if (answer === undefined) return 'not asked';
  return unit === 'wei' && /^\d+$/.test(answer)
    ? formatAmpExact(BigInt(answer), { separators: true })
    : answer;
}
