/**
 * The style sheet of the report. Light on paper whatever the screen has; contestants and bars differ
 * by pattern or outline as well as by colour, so that a print without colour or background can be
 * read.
 */

export const STYLE = `
:root {
  color-scheme: light dark;
  --text: #1b2128; --minor: #55606c; --ground: #fff; --panel: #f5f7f9; --line: #d5dbe1;
  --bad: #b3261e; --good: #1d6b3a; --warn: #8a5a00; --link: #1664b4;
  --kong-default: #8c6d1f; --folklore: #b3471b; --generated: #7a4fb5; --ballast: #1664b4;
  --bar: #5b9bd0; --soft: #c9dcee; --limit: #b3261e;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --text: #e5eaf0; --minor: #9aa7b5; --ground: #12171d; --panel: #1b222b; --line: #313b47;
    --bad: #ff8a80; --good: #7ed29b; --warn: #e6b450; --link: #7ab8ff;
    --kong-default: #d9b75a; --folklore: #ff9466; --generated: #c5a3ff; --ballast: #7ab8ff;
    --bar: #4a86b8; --soft: #26415c; --limit: #ff8a80;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body { margin: 0 auto; max-width: 1040px; padding: 28px 24px 60px; background: var(--ground);
  color: var(--text); font: 15.5px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 6px; }
h2 { font-size: 1.35rem; margin: 44px 0 10px; padding-top: 8px; border-top: 2px solid var(--line); }
h3 { font-size: 1.05rem; margin: 24px 0 6px; }
p { margin: 8px 0; max-width: 78ch; }
header p { color: var(--minor); }
li { margin: 4px 0; max-width: 78ch; }
ul, ol { padding-left: 22px; }
a { color: var(--link); }
code { font: 0.9em ui-monospace, monospace; background: var(--panel); padding: 0 3px;
  border-radius: 3px; overflow-wrap: anywhere; }
nav h2 { font-size: 1rem; margin: 18px 0 4px; padding: 0; border: 0; }
nav ol { columns: 2; margin: 0; font-size: 0.92rem; }
nav li { margin: 1px 0; }
nav a { text-decoration: none; }
.note, .warning { border-left: 4px solid var(--line); padding: 4px 12px; color: var(--minor); }
.warning { border-color: var(--warn); color: var(--text); }
.figure { font-variant-numeric: tabular-nums; white-space: nowrap; }
.trace { font-size: 0.66em; vertical-align: super; line-height: 0; margin-left: 1px;
  text-decoration: none; }
.table { overflow-x: auto; margin: 12px 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9rem;
  line-height: 1.4; min-width: 60%; }
th, td { padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
th { font-weight: 600; border-bottom: 2px solid var(--line); vertical-align: bottom; }
.number { text-align: right; white-space: nowrap; }
th.number { white-space: normal; }
.traces { font-size: 0.86rem; }
.traces table { min-width: 100%; table-layout: fixed; }
.traces td, .traces th { overflow-wrap: anywhere; }
.traces th:nth-child(1) { width: 5%; } .traces th:nth-child(2) { width: 16%; }
.traces th:nth-child(3) { width: 26%; } .traces th:nth-child(4) { width: 18%; }
.traces tr:target { background: var(--soft); }
figure { margin: 16px 0; }
figcaption { font-size: 0.88rem; color: var(--minor); max-width: 78ch; }
.chart { width: 100%; max-width: 820px; height: auto; display: block; }
.chart text { fill: var(--minor); font-size: 12px; font-family: system-ui, sans-serif;
  font-variant-numeric: tabular-nums; }
.chart .label { fill: var(--text); }
.chart .strong { fill: var(--text); font-weight: 600; }
.chart .small { font-size: 9px; }
.chart .end { text-anchor: end; }
.chart .middle { text-anchor: middle; }
.chart .grid { stroke: var(--line); stroke-width: 0.7; fill: none; }
.chart .axis { stroke: var(--minor); fill: none; }
.chart .bar { fill: var(--bar); stroke: var(--text); stroke-width: 0.5; }
.chart .room { fill: none; stroke: var(--minor); stroke-width: 0.8; }
.chart .short { fill: var(--bad); stroke: var(--text); stroke-width: 0.5; }
.chart .limit { stroke: var(--limit); stroke-width: 1.6; stroke-dasharray: 5 3; fill: none; }
.chart .limit-label { fill: var(--limit); }
.chart .curve { fill: none; stroke: var(--ballast); stroke-width: 2.4; stroke-linejoin: round; }
.chart .under { fill: var(--soft); }
.chart .kong-default { fill: none; stroke: var(--kong-default); stroke-width: 1.4;
  stroke-dasharray: 2 2; }
.chart .folklore { fill: var(--folklore); fill-opacity: 0.35; stroke: var(--folklore);
  stroke-width: 1.2; }
.chart .generated { fill: var(--generated); fill-opacity: 0.7; stroke: var(--generated); }
.chart .ballast { fill: var(--ballast); stroke: var(--ballast); }
@page { size: A4; margin: 16mm 14mm 18mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 9.6pt; background: none;
    print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h1 { font-size: 18pt; }
  h2 { font-size: 13pt; margin: 16pt 0 5pt; }
  h3 { font-size: 10.5pt; margin: 10pt 0 3pt; }
  p, li { max-width: none; }
  .page { break-before: page; }
  .page h2 { border: 0; margin-top: 0; }
  h2, h3 { break-after: avoid; }
  figure, tr, li { break-inside: avoid; }
  thead { display: table-header-group; }
  table { font-size: 8.2pt; min-width: 100%; }
  th, td { padding: 2.5pt 7pt 2.5pt 0; }
  .table { overflow: visible; }
  .traces { font-size: 7.6pt; }
  .traces table { font-size: 7.4pt; }
  code { background: none; padding: 0; }
  a { color: inherit; text-decoration: none; }
}
`;
