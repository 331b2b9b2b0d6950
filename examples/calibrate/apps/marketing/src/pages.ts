import type { SitePage } from '@calibrate/ui/site';

/** The pages that tell what the product is. */
export const pages: readonly SitePage[] = [
  {
    file: 'index.html',
    title: 'Calibrate: know which instruments to trust',
    description:
      'Calibrate tells a workshop which instruments may be used today, and which must be calibrated.',
    body: `      <h1>Know which instruments to trust</h1>
      <p>A gauge that nobody has checked since spring is a guess. Calibrate keeps the list, the dates and the proof.</p>
      <ul class="cards">
        <li><p><strong>Nothing forgotten.</strong> Two weeks before its day, an instrument says so.</p></li>
        <li><p><strong>Judged the same way every time.</strong> The tolerance decides, not the mood.</p></li>
        <li><p><strong>Ready for the auditor.</strong> Every measurement stays, with its day and its reference.</p></li>
      </ul>
      <p><a href="/prices/">What it costs</a></p>`,
  },
  {
    file: 'prices/index.html',
    title: 'What Calibrate costs',
    description: 'One price for a workshop, whatever its number of instruments.',
    body: `      <h1>What it costs</h1>
      <p>One price for a workshop, whatever its number of instruments. <a href="/">Back to the product</a></p>`,
  },
];
