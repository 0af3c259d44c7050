"""How a page looks: on a phone, on a wide screen, in the dark, on paper.

Colours have a contrast of at least 4.5 to 1 with what they stand on, and never say anything alone:
a second kind of bar is hatched, a limit is dashed and named, a change has a sign.
"""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark;
  --ground: #fff; --card: #f4f5f7; --ink: #1b1d20; --quiet: #55595f; --line: #d3d7dc;
  --one: #1f5fa8; --two: #9a4400; --limit: #a11235; }
@media (prefers-color-scheme: dark) { :root {
  --ground: #14171a; --card: #1f2429; --ink: #e9ebee; --quiet: #a9b0b8; --line: #3a4149;
  --one: #82b7f2; --two: #f0a35e; --limit: #ff8fa3; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 0 1rem 3rem; background: var(--ground);
  color: var(--ink); line-height: 1.5; overflow-wrap: anywhere;
  font-family: system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei",
    "Noto Sans CJK SC", "Noto Sans SC", sans-serif; -webkit-text-size-adjust: 100%; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1.5rem 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; padding-top: .75rem;
  border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
h1::first-letter, h2::first-letter, h3::first-letter { text-transform: uppercase; }
ul.says { margin: .25rem 0 .75rem; padding-left: 1.1rem; color: var(--quiet); }
.tiles { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
  padding: .75rem 1rem; }
.tile h3 { margin: 0; color: var(--quiet); font-weight: 600; }
.tile .answer { font-size: 1.75rem; font-weight: 700; line-height: 1.2; margin: .2rem 0; }
.tile p { margin: .15rem 0; }
.tile ul { margin: .25rem 0 0; padding-left: 1.1rem; font-size: .92rem; }
nav a, a { color: var(--one); }
nav ul { columns: 16rem; padding-left: 1.1rem; }
nav li { padding: .2rem 0; }
summary { cursor: pointer; padding: .5rem 0; color: var(--one); }
.figures { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); }
figure { margin: .5rem 0; max-width: 28rem; break-inside: avoid; }
figcaption { font-weight: 600; margin-bottom: .25rem; }
.legend { color: var(--quiet); font-size: .85rem; margin: .25rem 0; }
svg { display: block; width: 100%; height: auto; }
svg.defs { position: absolute; width: 0; height: 0; }
svg text { font-size: 12px; fill: var(--ink); font-family: inherit; }
svg .quiet { fill: var(--quiet); }
svg .axis { stroke: var(--line); stroke-width: 1; }
svg .one { fill: var(--one); stroke: var(--one); }
svg .two { fill: url(#hatch); stroke: var(--two); stroke-width: 1.2; }
svg .run { fill: none; stroke: var(--one); stroke-width: 2; stroke-linejoin: round; }
svg .limit { stroke: var(--limit); stroke-width: 1.5; stroke-dasharray: 6 4; fill: none; }
svg text.limit { fill: var(--limit); stroke: none; font-weight: 600; }
svg .ends { stroke: var(--ink); stroke-width: 1.5; fill: none; }
svg .mark { fill: var(--limit); }
svg .hollow { fill: var(--ground); stroke: var(--quiet); stroke-width: 1.2; }
.table { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; font-size: .95rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
th { color: var(--quiet); font-weight: 600; }
th.number, td.number { text-align: right; padding-left: .7rem; padding-right: 0; }
td { min-width: 2.5rem; }
td.under { padding-left: 1.2rem; }
footer { margin-top: 3rem; color: var(--quiet); font-size: .85rem; }
@media (max-width: 40rem) {
  table.many thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px;
    overflow: hidden; white-space: nowrap; }
  table.many, table.many tbody { display: block; width: 100%; }
  table.many tr { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.25rem;
    border-bottom: 1px solid var(--line); padding: .4rem 0; }
  table.many td, table.many td.number { border: 0; padding: .1rem 0; display: flex; min-width: 0;
    justify-content: space-between; gap: .6rem; text-align: right; }
  table.many td:not(.number), table.many td.long { grid-column: 1 / -1; }
  table.many td::before { content: attr(data-label); color: var(--quiet); text-align: left;
    font-size: .9em; white-space: normal; overflow-wrap: break-word; }
  table.many td.number { white-space: nowrap; }
  table.many td.long { white-space: normal; }
  table.many td:first-child { font-weight: 600; text-align: left; }
  table.many td:first-child::before, table.many td:empty { display: none; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --card: #fff; --ink: #000; --quiet: #444;
    --line: #bbb; --one: #1f5fa8; --two: #9a4400; --limit: #a11235; }
  @page { margin: 14mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav { display: none; }
  h2, h3, figcaption, ul.says { break-after: avoid; }
  tr, .tile { break-inside: avoid; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  summary { list-style: none; color: var(--quiet); }
  summary::-webkit-details-marker { display: none; }
  thead { display: table-header-group; }
  .table { overflow: visible; }
}
"""
