/**
 * The report's style sheet. Light on paper whatever the screen has; contestants differ by dash as
 * well as by colour, so that a print without colour can be read.
 */

export const STYLE = `
:root {
  color-scheme: light dark;
  --text: #1a2027; --minor: #55606c; --ground: #f4f6f8; --panel: #fff; --line: #d5dbe1;
  --bad: #b3261e; --good: #1d6b3a; --fault: #f3d9b5; --lost: #c62828; --shed: #e7a3a0;
  --folklore: #b3471b; --kong-default: #8c6d1f; --kong-tuned: #4d5a66;
  --kong-tuned-least-connections: #23766a; --generated: #7a4fb5; --ballast: #1664b4;
  --r0: #5b9bd0; --r1: #e0b03f; --r2: #79b26a; --r3: #b48ac2; --r4: #d98a6a; --r5: #9aa5b1;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --text: #e5eaf0; --minor: #9aa7b5; --ground: #12171d; --panel: #1b222b; --line: #313b47;
    --bad: #ff8a80; --good: #7ed29b; --fault: #5e4722; --lost: #ff6b60; --shed: #a04a48;
    --folklore: #ff9466; --kong-default: #d9b75a; --kong-tuned: #b6c2ce;
    --kong-tuned-least-connections: #63c9b8; --generated: #c5a3ff; --ballast: #7ab8ff;
    --r0: #4a86b8; --r1: #b98d2a; --r2: #5d9150; --r3: #93699f; --r4: #b56d50; --r5: #6d7884;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1180px; padding: 20px; background: var(--ground);
  color: var(--text); font: 15px/1.45 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 4px; }
h2 { font-size: 1.25rem; margin: 0 0 6px; }
h2 small { font-weight: 400; color: var(--minor); font-size: 1rem; }
h3 { font-size: 1.05rem; margin: 20px 0 8px; }
h4 { margin: 22px 0 6px; }
h5 { margin: 10px 0 4px; font-size: 0.9rem; color: var(--minor); }
a { color: inherit; }
p { margin: 6px 0; max-width: 80ch; }
.minor, .lead, .legend { color: var(--minor); }
.legend { font-size: 0.85rem; max-width: none; display: flex; flex-wrap: wrap; gap: 2px 16px; }
.entry { white-space: nowrap; }
.problem { color: var(--bad); }
section { background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
  padding: 16px 18px; margin: 16px 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.figures { width: 100%; }
th, td { padding: 4px 10px; border-top: 1px solid var(--line); text-align: right;
  font-weight: 400; white-space: nowrap; }
thead th, thead td { border-top: 0; font-weight: 600; }
th[scope=row], thead th:first-child { text-align: left; white-space: normal; }
th small { color: var(--minor); }
td small { font-size: 0.8rem; }
td.more { color: var(--bad); }
td.less { color: var(--good); }
.overview { overflow-x: auto; }
.numbers table { font-size: 0.8rem; }
details { margin: 6px 0; }
summary { cursor: pointer; color: var(--minor); font-size: 0.85rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 14px; font-size: 0.9rem; }
dt { color: var(--minor); }
dd { margin: 0; }
.findings { border-left: 4px solid var(--bad); padding: 2px 12px; margin: 10px 0; }
.findings h3 { margin: 4px 0; color: var(--bad); }
figure { margin: 10px 0; min-width: 0; }
figcaption { font-size: 0.85rem; color: var(--minor); }
.small { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 0 18px; }
.chart { width: 100%; height: auto; display: block; }
.chart text { fill: var(--minor); font-size: 11px; font-variant-numeric: tabular-nums; }
.chart .y { text-anchor: end; }
.chart .x { text-anchor: middle; }
.chart .label { fill: var(--text); font-size: 12px; }
.chart path { fill: none; }
.grid { stroke: var(--line); stroke-width: 0.7; }
.axis, .tickmark { stroke: var(--minor); }
.fault { fill: var(--fault); opacity: 0.6; }
.line { stroke: var(--c); stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }
.chart .area { fill: var(--c); stroke: var(--panel); stroke-width: 0.6; }
.chart .alternate { fill: color-mix(in srgb, var(--c) 72%, var(--panel)); }
.mark path { stroke: var(--c); stroke-width: 1; stroke-dasharray: 2 3; }
.chart .mark text { fill: var(--c); text-anchor: middle; font-size: 10px; }
.mark.bad, li.bad { --c: var(--bad); }
.mark.good, li.good { --c: var(--good); }
.mark.plain, li.plain { --c: var(--minor); }
.interval path { stroke: var(--c); stroke-width: 3; }
.interval circle { fill: var(--c); stroke: var(--panel); stroke-width: 1.5; }
.k-folklore { --c: var(--folklore); }
.k-kong-default { --c: var(--kong-default); stroke-dasharray: 1 4; }
.k-kong-tuned { --c: var(--kong-tuned); stroke-dasharray: 7 4; }
.k-kong-tuned-least-connections { --c: var(--kong-tuned-least-connections);
  stroke-dasharray: 3 3; }
.k-generated { --c: var(--generated); stroke-dasharray: 9 3 2 3; }
.k-ballast { --c: var(--ballast); }
.line.k-ballast { stroke-width: 2.6; }
.interval { stroke-dasharray: none; }
.r0 { --c: var(--r0); } .r1 { --c: var(--r1); } .r2 { --c: var(--r2); }
.r3 { --c: var(--r3); } .r4 { --c: var(--r4); } .r5 { --c: var(--r5); }
.lost { --c: var(--lost); } .shed { --c: var(--shed); }
.key, .swatch { display: inline-block; width: 14px; margin-right: 6px; background: var(--c); }
.key { height: 4px; vertical-align: 3px; border-radius: 2px; }
.swatch { height: 11px; vertical-align: -1px; border-radius: 2px; }
.swatch.fault { background: var(--fault); }
.decisions { list-style: none; padding: 0; margin: 0; font-size: 0.87rem; }
.decisions li { display: grid; grid-template-columns: 2.2em 4em 10.5em 1fr auto; gap: 0 8px;
  padding: 3px 0; border-top: 1px solid var(--line); }
.decisions .number { color: var(--c); font-weight: 600; text-align: right; }
.decisions time, .decisions .kind { color: var(--minor); font-variant-numeric: tabular-nums; }
.decisions details { margin: 0; }
.decisions details[open] { grid-column: 4 / -1; }
.decisions code { font-size: 0.78rem; overflow-wrap: anywhere; color: var(--minor); }
@media (max-width: 700px) {
  .decisions li { grid-template-columns: 2.2em 4em 1fr; }
  .decisions .message, .decisions details { grid-column: 1 / -1; }
  .figures { display: block; overflow-x: auto; }
}
@media print {
  html { font-size: 11px; }
  body { max-width: none; padding: 0; font-size: 11px; background: none;
    print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  section { border: 0; padding: 0; }
  .scenario { break-before: page; }
  figure, tr, .decisions li { break-inside: avoid; }
  h2, h3, h4, h5, .legend { break-after: avoid; }
  .small { grid-template-columns: repeat(3, 1fr); gap: 0 10px; }
  .numbers, summary { display: none; }
  .setting::details-content, .decisions details::details-content { content-visibility: visible;
    display: block; block-size: auto; }
  .decisions details { grid-column: 4 / -1; }
}
`;
