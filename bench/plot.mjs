import { PEERS } from './peers.mjs';
import { summaries } from './statistics.mjs';

const PANELS = ['pods(100)', 'teardown(100)', 'dump'];
const WIDTH = 860;
const LABELS = 250;
const BAR = 16;
const GAP = 6;

/** Bars of the time of each peer, a panel a job, on a logarithmic scale: they differ by a hundred and more. */
export function plot({ results, machine }) {
  let y = 12;
  const parts = [];
  for (const id of PANELS) {
    const result = results.find(({ job }) => job === id);
    if (!result) continue;
    const panel = drawPanel(result, y);
    parts.push(panel.svg);
    y += panel.height + 18;
  }
  parts.push(
    text(
      12,
      y + 4,
      `Milliseconds, logarithmic. ${machine.date}, Linux ${machine.kernel}, ${machine.cpus} CPUs.`,
      'note',
    ),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y + 16}" viewBox="0 0 ${WIDTH} ${y + 16}" role="img">`,
    '<title>Time that each peer takes</title>',
    `<style>${STYLE}</style>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

const STYLE =
  'text{font:13px system-ui,sans-serif;fill:#24292f}.head{font-weight:600}.note{font-size:11px;fill:#656d76}' +
  'rect{fill:#afb8c1}.ours{fill:#0969da}.part{fill:#80ccff}.limit{fill:#57606a}' +
  '@media(prefers-color-scheme:dark){text{fill:#e6edf3}.note{fill:#8d96a0}rect{fill:#484f58}.ours{fill:#388bfd}.part{fill:#1f4b80}.limit{fill:#8d96a0}}';

function drawPanel(result, top) {
  const stats = summaries(result);
  const bars = PEERS.flatMap((peer) => (stats.get(peer.id) ? [{ peer, ...stats.get(peer.id) }] : [])).toSorted(
    (a, b) => a.median - b.median,
  );
  const medians = bars.map(({ median }) => median);
  const least = Math.min(...medians) / 2;
  const scale = (WIDTH - LABELS - 130) / Math.log10(Math.max(...medians) / least);
  const lines = bars.map(({ peer, median, ratio }, index) => {
    const y = top + 22 + index * (BAR + GAP);
    const width = Math.log10(median / least) * scale;
    const kind = peer.part ? 'part' : peer.ours ? 'ours' : peer.id.startsWith('limit') ? 'limit' : 'other';
    const value = `${median < 10 ? median.toFixed(1) : median.toFixed(0)} ms${ratio === undefined ? '' : ` (${ratio.toFixed(ratio < 10 ? 2 : 0)}×)`}`;
    return [
      text(LABELS - 8, y + 12, peer.title.replaceAll('`', ''), 'name" text-anchor="end'),
      `<rect class="${kind}" x="${LABELS}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" rx="2"/>`,
      text(LABELS + width + 8, y + 12, value, 'value'),
    ].join('\n');
  });
  return {
    svg: [text(12, top + 12, result.title, 'head'), ...lines].join('\n'),
    height: 22 + bars.length * (BAR + GAP),
  };
}

function text(x, y, content, kind) {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text class="${kind}" x="${x.toFixed(1)}" y="${y.toFixed(1)}">${escaped}</text>`;
}
