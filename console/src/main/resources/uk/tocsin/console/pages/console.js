// What moves on the console's pages. Everything works without it; nothing here knows a figure that the page does not
// show: charts are drawn from their tables, and live parts come ready from the server.
import { initAll } from './@FRONTEND@';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

// ---- charts, each from the table that it names

const COLOURS = ['#10243a', '#1d70b8', '#00703c', '#b35c00', '#d4351c', '#4c2c92', '#505a5f'];
const drawn = new Map();

function number(cell) {
  const shown = cell.dataset.value ?? cell.textContent.replace(/[^0-9.-]/g, '');
  return shown === '' ? null : Number(shown);
}

function option(table, kind, narrow) {
  const rows = [...table.tBodies[0].rows];
  const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim());
  const labels = rows.map((row) => row.cells[0].textContent.trim());
  const line = kind === 'line';
  const across = kind === 'bars';
  const category = { type: 'category', data: labels, inverse: across, axisLabel: { color: '#0b0c0c', fontSize: 14, ...(across ? { width: 140, overflow: 'truncate' } : {}) } };
  const value = { type: 'value', min: 0, minInterval: 1, axisLabel: { color: '#0b0c0c', fontSize: 14 }, splitLine: { lineStyle: { color: '#dcdcdc' } } };
  return {
    animation: false,
    color: COLOURS,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    legend: names.length > 1 ? { top: 0, left: 0, textStyle: { fontSize: 14, color: '#0b0c0c' } } : undefined,
    grid: { top: names.length > 1 ? (narrow ? 84 : 36) : 12, left: 8, right: 24, bottom: 8, containLabel: true },
    tooltip: { trigger: 'axis', renderMode: 'richText' },
    xAxis: across ? value : category,
    yAxis: across ? category : value,
    series: names.map((name, i) => ({
      name,
      type: line ? 'line' : 'bar',
      stack: table.dataset.stack ? 'all' : undefined,
      showSymbol: false,
      lineStyle: line ? { width: 3, type: i === 0 ? 'solid' : 'dashed' } : undefined,
      barMaxWidth: 28,
      data: rows.map((row) => number(row.cells[i + 1])),
    })),
  };
}

function draw() {
  if (!window.echarts) return;
  for (const canvas of document.querySelectorAll('[data-chart-of]')) {
    const table = document.getElementById(canvas.dataset.chartOf);
    if (!table || table.tBodies[0].rows.length === 0) continue;
    canvas.hidden = false;
    let chart = drawn.get(canvas);
    if (!chart) {
      chart = window.echarts.init(canvas, null, { renderer: 'canvas' });
      drawn.set(canvas, chart);
      new ResizeObserver(() => chart.resize()).observe(canvas);
    }
    chart.setOption(option(table, canvas.dataset.chart, canvas.clientWidth < 480), true);
  }
}

const charts = document.body.dataset.charts;
if (charts && document.querySelector('[data-chart-of]')) {
  const script = document.createElement('script');
  script.src = charts;
  script.onload = draw;
  (window.requestIdleCallback ?? setTimeout)(() => document.head.append(script));
}

// ---- live parts: the server sends those that changed, by id

const QUIET_MS = 30000;
const LOST_MS = 3000;
let announced = 0;
let waiting = 0;

function announce() {
  const words = document.querySelector('[data-announce]');
  const region = document.getElementById('announcer');
  if (!words || !region || waiting) return;
  const pause = Math.max(0, announced + QUIET_MS - Date.now());
  waiting = setTimeout(() => {
    waiting = 0;
    announced = Date.now();
    region.textContent = document.querySelector('[data-announce]')?.textContent.trim() ?? '';
  }, pause);
}

for (const live of document.querySelectorAll('[data-live]')) {
  const state = document.getElementById('live-state');
  const stream = new EventSource(live.dataset.live);
  announced = Date.now();
  let lost = 0;
  stream.onopen = () => {
    clearTimeout(lost);
    lost = 0;
    if (state) state.textContent = 'Live';
  };
  stream.onerror = () => {
    lost ||= setTimeout(() => {
      if (state) state.textContent = 'Not live: trying again. The figures are those of the last update.';
    }, LOST_MS);
  };
  stream.onmessage = (event) => {
    for (const [id, html] of Object.entries(JSON.parse(event.data))) {
      const part = document.getElementById(id);
      if (part && !part.contains(document.activeElement)) part.innerHTML = html;
    }
    draw();
    announce();
  };
  addEventListener('pagehide', () => stream.close());
}

// ---- the session's end is said before it comes

const ending = document.getElementById('ending');
const WARN_MS = 5 * 60000;

function minutes(ms) {
  const whole = Math.max(1, Math.ceil(ms / 60000));
  return whole === 1 ? '1 minute' : `${whole} minutes`;
}

function warn() {
  const ends = Number(ending.dataset.ends);
  const forGood = ends >= Number(ending.dataset.forGood);
  const left = ends - Date.now();
  if (left > WARN_MS) {
    setTimeout(warn, Math.min(left - WARN_MS, 2 ** 31 - 1));
    return;
  }
  ending.hidden = false;
  if (left <= 0) {
    ending.textContent = 'You are signed out. What you typed is still here: sign in in another tab, then go on. ';
    const link = document.createElement('a');
    link.href = '/sign-in';
    link.target = '_blank';
    link.rel = 'opener';
    link.textContent = 'Sign in (opens in a new tab)';
    ending.append(link);
    return;
  }
  ending.textContent = `You will be signed out in ${minutes(left)}.`;
  if (!forGood) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Stay signed in';
    button.onclick = stay;
    ending.append(' ', button);
  }
  setTimeout(warn, Math.min(60000, left));
}

async function stay() {
  const answer = await fetch('/stay', {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams({ proof: ending.dataset.proof }),
  });
  if (!answer.ok) return;
  const { ends, endsAnyway } = await answer.json();
  const late = !ending.hidden;
  ending.dataset.ends = ends;
  ending.dataset.forGood = endsAnyway;
  ending.hidden = true;
  if (late) warn();
}

// whoever comes back from signing in in another tab goes on here
addEventListener('focus', () => {
  if (ending && Date.now() >= Number(ending.dataset.ends)) stay();
});

if (ending) warn();

// ---- a page that asks by itself says so: the session does not live longer for it

document.addEventListener('htmx:configRequest', (event) => {
  if (!event.detail.triggeringEvent) event.detail.headers['X-By-Itself'] = '1';
});

// ---- small things

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-print]');
  if (button) print();
  const all = event.target.closest('[data-all]');
  if (all) {
    for (const box of document.querySelectorAll(all.dataset.all)) box.checked = all.dataset.to !== 'none';
    document.querySelector(all.dataset.all)?.dispatchEvent(new Event('change', { bubbles: true }));
  }
});
for (const each of document.querySelectorAll('[data-script]')) each.hidden = false;
document.addEventListener('htmx:afterSettle', () => { draw(); announce(); });
