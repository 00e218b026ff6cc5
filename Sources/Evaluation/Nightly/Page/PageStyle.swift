/// The style sheet of the page: one accent, and one colour for what is wrong.
enum PageStyle {
  static let css = """
    :root {
      --page: #f7f7f5; --surface: #fff; --ink: #1b1c20; --soft: #585c66; --line: #e2e3e6;
      --accent: #2b59c3; --pale: #a8bdec; --idle: #c6c9d0; --alarm: #b42f1a;
      --tint: #dfe8fa; --alarm-tint: #f8dcd6;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #121317; --surface: #1a1c21; --ink: #e9eaed; --soft: #a6aab5; --line: #2f323a;
        --accent: #8fb0ff; --pale: #4a629f; --idle: #4b4f5a; --alarm: #ff8d78;
        --tint: #26365f; --alarm-tint: #5a2a22;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; max-width: 1120px; padding: 40px 24px 64px; background: var(--page);
      color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans",
      "Noto Sans Arabic", "DejaVu Sans", sans-serif; -webkit-text-size-adjust: 100%;
    }
    h1 { margin: 4px 0 8px; font-size: 32px; line-height: 1.2; letter-spacing: -0.01em; }
    h2 { margin: 0 0 4px; font-size: 19px; line-height: 1.3; }
    p { margin: 0; }
    code { font: 0.92em ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; }
    small { font-size: 12px; color: var(--soft); font-weight: 400; }
    .eyebrow, .note, .lead, footer { color: var(--soft); }
    .eyebrow { font-size: 13px; }
    .eyebrow time::before { content: "· "; }
    .note { max-width: 96ch; font-size: 14px; }
    .verdict { font-weight: 500; color: var(--soft); }
    .verdict.good { color: var(--accent); }
    .verdict.bad { color: var(--alarm); }
    section { margin-top: 44px; }
    section > h2 + *, .note + * { margin-top: 12px; }
    .cards {
      display: grid; grid-template-columns: repeat(5, 1fr); gap: 1px; margin: 28px 0 0;
      background: var(--line); border: 1px solid var(--line); border-radius: 10px;
      overflow: hidden;
    }
    .card { background: var(--surface); padding: 14px 16px; }
    .card dt { color: var(--soft); font-size: 13px; }
    .card dd { margin: 0; }
    .card strong {
      display: block; font-size: 30px; line-height: 1.25; font-weight: 600;
      font-variant-numeric: tabular-nums; white-space: nowrap;
    }
    .card strong small { font-size: 16px; }
    .card span { display: block; color: var(--soft); font-size: 12.5px; line-height: 1.35; }
    .card:first-child strong { color: var(--accent); }
    .alarms {
      margin-top: 28px; padding: 16px 20px; background: var(--surface);
      border: 1px solid var(--line); border-left: 4px solid var(--alarm); border-radius: 10px;
    }
    .alarms > ul { list-style: none; margin: 8px 0 0; padding: 0; }
    .alarms > ul > li { padding: 6px 0; border-top: 1px solid var(--line); }
    .alarms > ul > li:first-child { border-top: 0; }
    .alarms b { color: var(--alarm); }
    .alarms details { margin: 0; }
    .alarms summary { width: auto; font-weight: 400; overflow-wrap: anywhere; }
    .alarms q { overflow-wrap: anywhere; }
    .tag {
      padding: 1px 7px; border: 1px solid var(--line); border-radius: 9px; font-size: 12px;
      color: var(--soft);
    }
    .scroll {
      overflow-x: auto; background: var(--surface); border: 1px solid var(--line);
      border-radius: 10px;
    }
    .scroll:focus-visible, summary:focus-visible {
      outline: 2px solid var(--accent); outline-offset: 2px;
    }
    table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { padding: 8px 10px; text-align: right; white-space: nowrap; }
    th { font-weight: 500; }
    thead th { color: var(--soft); font-size: 13px; font-weight: 400; vertical-align: bottom; }
    tbody tr { border-top: 1px solid var(--line); }
    th:first-child {
      position: sticky; left: 0; z-index: 1; text-align: left; background: var(--surface);
    }
    td.bar { padding-block: 0; }
    td.bar svg { display: block; width: 100%; min-width: 150px; height: 14px; }
    .languages td.bar { width: 20%; }
    .languages td.bar svg { height: 12px; border-radius: 3px; }
    .languages th:nth-child(2) { text-align: left; }
    .languages tbody tr:last-child:not(:first-child) { border-top-width: 2px; }
    .text, .texts th { text-align: left; }
    .texts th:nth-child(3), .texts th:nth-child(4) { text-align: right; }
    td.wide { white-space: normal; min-width: 280px; }
    td.bad { color: var(--alarm); font-weight: 600; }
    td.none { color: var(--soft); }
    td.tint {
      background: linear-gradient(to right, var(--tint) var(--share), transparent 0);
      border-left: 1px solid var(--line);
    }
    td.loss {
      background: linear-gradient(to right, var(--alarm-tint) var(--share), transparent 0);
    }
    td.tint small { display: inline-block; min-width: 34px; }
    td.none { border-left: 1px solid var(--line); }
    .legend i {
      display: inline-block; width: 9px; height: 9px; border-radius: 2px;
      margin: 0 3px 0 8px;
    }
    .legend i:first-child { margin-left: 0; }
    i.right { background: var(--accent); } i.asked { background: var(--pale); }
    i.declined { background: var(--idle); } i.wrong { background: var(--alarm); }
    rect.right { fill: var(--accent); } rect.asked { fill: var(--pale); }
    rect.declined { fill: var(--idle); } rect.wrong { fill: var(--alarm); }
    .charts { display: grid; grid-template-columns: repeat(3, 1fr); gap: 16px; }
    figure {
      margin: 0; padding: 12px 14px 6px; background: var(--surface);
      border: 1px solid var(--line); border-radius: 10px;
    }
    figcaption { display: flex; justify-content: space-between; gap: 8px; }
    figcaption span {
      color: var(--soft); font-size: 13px; font-variant-numeric: tabular-nums;
    }
    figure svg { display: block; width: 100%; height: auto; margin-top: 4px; }
    .grid { stroke: var(--line); stroke-width: 1; }
    .tick { fill: var(--soft); font-size: 10px; font-variant-numeric: tabular-nums; }
    .end { text-anchor: end; } .mid { text-anchor: middle; }
    polyline { fill: none; stroke-linejoin: round; stroke-linecap: round; }
    polyline.accent { stroke: var(--accent); stroke-width: 2; }
    polyline.faint { stroke: var(--pale); stroke-width: 1.5; }
    polyline.other { stroke: var(--idle); stroke-width: 1; }
    polyline.ideal { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 3 3; }
    circle.accent { fill: var(--accent); } circle.alarm { fill: var(--alarm); }
    circle.ringed { stroke: var(--surface); stroke-width: 2; }
    line.thick { stroke-width: 3; stroke-linecap: round; }
    line.accent { stroke: var(--accent); } line.alarm { stroke: var(--alarm); }
    details { margin-top: 8px; }
    summary { cursor: pointer; width: fit-content; font-weight: 500; }
    details.worse summary { color: var(--alarm); } details.better summary { color: var(--accent); }
    details ul { margin: 8px 0 0; padding-left: 20px; }
    ul.questions {
      list-style: none; padding: 0; background: var(--surface); border: 1px solid var(--line);
      border-radius: 10px;
    }
    ul.questions li { padding: 10px 16px; border-top: 1px solid var(--line); }
    ul.questions li:first-child { border-top: 0; }
    ul.questions p { color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
    ul.questions q { display: block; overflow-wrap: anywhere; }
    q { quotes: none; unicode-bidi: isolate; }
    ul.plain { padding-left: 20px; overflow-wrap: anywhere; }
    footer { margin-top: 52px; padding-top: 12px; border-top: 1px solid var(--line); }
    footer p { max-width: 80ch; margin-top: 8px; font-size: 14px; }
    footer .scroll { margin-top: 8px; width: fit-content; max-width: 100%; color: var(--ink); }
    @media (max-width: 860px) {
      .cards { grid-template-columns: repeat(2, 1fr); }
      .card:first-child { grid-column: 1 / -1; }
      .charts { grid-template-columns: repeat(2, 1fr); }
    }
    @media (max-width: 560px) {
      body { padding: 24px 16px 48px; }
      h1 { font-size: 26px; }
      .verdict { display: block; font-size: 20px; }
      .charts { grid-template-columns: 1fr; }
      th, td { padding: 7px 9px; }
    }
    @media print { body { max-width: none; } .scroll { overflow: visible; } }

    """
}
