/** The page's one style sheet: system fonts, both colour schemes, from a telephone's width to a wide screen, and paper. */
export const style = `
:root { color-scheme: light dark;
  --paper: #f6f7f9; --card: #fff; --ink: #1a2230; --quiet: #5b6676; --line: #dfe3e9; --rail: #edf0f4;
  --good: #18794e; --good-soft: #dcf3e6; --bad: #c6262e; --bad-soft: #fde4e4; --warn: #9a5b00;
  --r0: #65748a; --r1: #1a73b0; --r2: #7a4fc9; --r3: #0b7d7d; --r4: #b0569b; --r5: #5560d0; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #11151b; --card: #191f28; --ink: #e7ebf1; --quiet: #9ba7b8; --line: #2c3542; --rail: #222a35;
  --good: #5fd39a; --good-soft: #15382a; --bad: #ff7b7b; --bad-soft: #43201f; --warn: #f0b35a;
  --r0: #5d6b81; --r1: #2175b0; --r2: #7d5bd0; --r3: #107f7f; --r4: #ad5298; --r5: #616bd8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1360px; margin: 0 auto; padding: clamp(16px, 3vw, 40px); }
h1 { font-size: clamp(1.5rem, 1.1rem + 1.6vw, 2.1rem); line-height: 1.2; letter-spacing: -.015em; margin: 0 0 8px; text-wrap: balance; }
h2 { font-size: 1.15rem; margin: 40px 0 12px; letter-spacing: -.01em; }
p { margin: 0 0 8px; } .lead { max-width: 72ch; color: var(--quiet); overflow-wrap: anywhere; text-wrap: pretty; }
.eyebrow { color: var(--quiet); font-size: .8rem; font-weight: 600; letter-spacing: .06em; text-transform: uppercase; margin: 0 0 6px; }
.quiet { color: var(--quiet); } .bad { color: var(--bad); }
header { display: grid; grid-template-columns: 1fr auto; gap: 16px 32px; align-items: start; }
.verdict { display: flex; align-items: center; gap: 14px; padding: 14px 20px; border-radius: 12px; border: 1px solid currentColor; }
.verdict.met { color: var(--good); background: var(--good-soft); } .verdict.unmet { color: var(--bad); background: var(--bad-soft); }
.verdict.none { color: var(--quiet); }
.verdict b { font-size: 1.9rem; line-height: 1; letter-spacing: -.02em; white-space: nowrap; } .verdict span { font-weight: 600; line-height: 1.25; }
.facts { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 8px 0 0; padding: 0; color: var(--quiet); font-size: .9rem; list-style: none; }
.releases { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr)); gap: 14px; margin-top: 28px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 16px 18px; min-width: 0; }
.releases .card { border-top: 4px solid var(--color); }
.card h3 { margin: 0 0 8px; font-size: 1.05rem; display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: baseline; }
.card h3 code { color: var(--quiet); font-size: .8rem; font-weight: 400; }
.badge { margin-left: auto; font-size: .8rem; font-weight: 600; padding: 1px 9px; border-radius: 99px; background: var(--rail); color: var(--ink); white-space: nowrap; }
.badge.good { background: var(--good-soft); color: var(--good); } .badge.bad { background: var(--bad-soft); color: var(--bad); }
.card p { margin: 0 0 5px; overflow-wrap: anywhere; } .card p.first { font-weight: 600; } .card .reason { color: var(--quiet); font-size: .9rem; margin-top: 8px; }
.release-0 { --color: var(--r0); } .release-1 { --color: var(--r1); } .release-2 { --color: var(--r2); } .release-3 { --color: var(--r3); } .release-4 { --color: var(--r4); } .release-5 { --color: var(--r5); } .release-unknown { --color: var(--quiet); }
figure { margin: 0; } figcaption { color: var(--quiet); font-size: .9rem; margin-bottom: 14px; }
.key { display: inline-flex; flex-wrap: wrap; gap: 2px 16px; } .key span::before { content: ""; display: inline-block; width: 12px; height: 10px; margin-right: 6px; border-radius: 2px; background: var(--key); }
.key .dot::before { width: 5px; height: 5px; border-radius: 9px; vertical-align: middle; } .key .rule::before { height: 2px; width: 16px; vertical-align: middle; }
.chart { position: relative; display: grid; grid-template-columns: minmax(170px, 230px) 1fr; column-gap: 18px; align-items: center; }
.chart svg { display: block; width: 100%; overflow: visible; }
.axis { position: relative; height: 20px; font-size: .78rem; color: var(--quiet); grid-column: 2; margin-right: 48px; }
.chart > svg.gridlines { position: absolute; grid-column: 2; left: 0; top: 20px; width: calc(100% - 48px); height: calc(100% - 40px); pointer-events: none; }
.axis span { position: absolute; transform: translateX(-50%); white-space: nowrap; } .axis span:first-child { transform: none; } .axis span.end { transform: translateX(-100%); }
.label { min-width: 0; display: flex; flex-wrap: wrap; gap: 0 8px; align-items: baseline; font-size: .9rem; line-height: 1.35; }
.label .name { flex: 1 1 0; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .label .took { font-size: .82rem; white-space: nowrap; }
.label.target { align-self: start; flex-direction: column; padding-top: 2px; font-size: .85rem; } .label.target strong { font-size: .95rem; overflow-wrap: anywhere; }
.label.release { margin-top: 16px; } .swatch { width: 10px; height: 10px; border-radius: 3px; background: var(--color); align-self: center; }
.track { min-width: 0; position: relative; margin-right: 48px; } .track.traffic { padding-bottom: 16px; }
.bands { position: relative; height: 28px; background: var(--rail); border-radius: 4px; overflow: hidden; }
.band { position: absolute; top: 0; bottom: 0; background: var(--color); color: #fff; container-type: inline-size; overflow: hidden; box-shadow: inset -1px 0 var(--card); }
.band span { display: block; padding: 0 8px; font: 600 .82rem/28px system-ui, sans-serif; white-space: nowrap; }
@container (max-width: 30px) { .band span { padding: 0; text-align: center; font-size: .72rem; } }
@container (max-width: 15px) { .band span { display: none; } }
svg.failures { height: 12px; margin-top: 3px; } .rail { fill: var(--rail); } .lost { fill: var(--bad); }
svg.latency { height: 58px; margin-top: 3px; } .latency > svg { height: 100%; }
.grid { stroke: var(--line); stroke-width: 1; }
.dots { fill: none; stroke: var(--quiet); stroke-opacity: .55; stroke-width: 2.2; stroke-linecap: round; vector-effect: non-scaling-stroke; }
.p95 { fill: none; stroke: var(--warn); stroke-width: 1.5; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.scale { position: absolute; left: calc(100% + 6px); font-size: .68rem; line-height: 1; color: var(--quiet); transform: translateY(-50%); white-space: nowrap; }
.scale.top { top: 50px; } .scale.middle { top: 75px; } .scale.bottom { top: 101px; } .level { stroke: var(--line); stroke-dasharray: 2 3; }
.track.job svg { height: 18px; } .track.job { padding: 2px 0; } .track.release { margin-top: 16px; } .track.release svg { height: 4px; } .span { fill: var(--color); }
.job.success { fill: var(--good); } .job.failure { fill: var(--bad); } .job.cancelled { fill: var(--warn); } .failed-step { fill: var(--ink); fill-opacity: .4; }
.mark { font-weight: 700; width: 1.1em; text-align: center; } .mark.success, .yes { color: var(--good); } .mark.failure, .no { color: var(--bad); } .mark.cancelled { color: var(--warn); } .mark.skipped { color: var(--quiet); }
.tables { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); gap: 0 28px; align-items: start; } .tables > section { min-width: 0; }
.scroll { overflow-x: auto; padding: 4px 18px; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } th { text-align: left; font-weight: 600; color: var(--quiet); font-size: .82rem; }
th, td { padding: 8px 14px 8px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; } tr:last-child td { border-bottom: 0; } td:last-child, th:last-child { padding-right: 0; }
td.number, th.number { text-align: right; white-space: nowrap; } td.result { white-space: nowrap; font-weight: 600; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
pre { margin: 10px 0 0; padding: 14px 16px; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; font-size: .8rem; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 26em; overflow-y: auto; display: flex; flex-direction: column-reverse; }
details { margin-top: 12px; } summary { cursor: pointer; font-weight: 600; overflow-wrap: anywhere; } summary .quiet { font-weight: 400; }
footer { margin-top: 40px; color: var(--quiet); font-size: .85rem; }
@media (max-width: 720px) {
  header { grid-template-columns: 1fr; }
  .chart { grid-template-columns: 1fr; } .axis, .chart > svg.gridlines { grid-column: 1; } .axis span:nth-child(even) { display: none; } th, td { padding-right: 10px; }
  .chart .label { margin-top: 6px; } .chart .label.release { margin-top: 20px; } .track.release { margin-top: 3px; } .label.target { flex-direction: row; margin-bottom: 4px; }
  .card { padding: 14px; } .scroll { padding: 2px 14px; }
  table.stack thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; } table.stack tr { display: block; padding: 10px 0; border-bottom: 1px solid var(--line); } table.stack tr:last-child { border: 0; }
  table.stack td { display: block; padding: 0; border: 0; text-align: left; } table.stack td[data-label]::before { content: attr(data-label) ": "; color: var(--quiet); }
}
@media print { :root { --paper: #fff; font-size: 12px; } body { font-size: 1rem; } main { max-width: none; padding: 0; } .card, .label, .track, tr, pre { break-inside: avoid; } pre { max-height: none; display: block; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
