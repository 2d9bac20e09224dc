(() => {
  'use strict';
  const $ = (id) => document.getElementById(id);
  const columns = [['ready', 'Ready'], ['claimed', 'Claimed'], ['waiting', 'Waiting for another'], ['closed', 'Closed']];
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    // This tab keeps it; the address bar and the history do not.
    sessionStorage.setItem('hone-token', given);
    history.replaceState(null, '', location.pathname);
  }
  addEventListener('hashchange', () => location.reload());
  const token = sessionStorage.getItem('hone-token');
  const state = { record: {}, board: {}, agents: {}, disk: {}, progress: {}, watch: {} };
  let last = '', retry = 2000, shown = null, behind = false, asOf = '';

  const element = (tag, text, kind) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  const time = (seconds) => {
    const s = Math.max(0, Math.round(seconds));
    return s < 60 ? `${s} s` : s < 3600 ? `${Math.floor(s / 60)} min ${s % 60} s` : `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  };

  const since = (stamp) => (Date.now() - Date.parse(stamp)) / 1000;

  function clock() {
    const run = state.progress.running;
    if (!run) return;
    const left = run.left_s === null ? '' : ` · about ${time(run.left_s - since(run.at))} left of this step`;
    $('times').textContent = `this step ${time(since(run.step_began))} · the whole ${time(since(run.began))}${left}`;
  }

  function progress() {
    const run = state.progress.running;
    const words = run ? `hone ${run.command}` + (run.of ? ` · step ${run.step} of ${run.of}: ${run.name}` : '') + (run.text ? ` · ${run.text}` : '') : 'No command is at work in this project.';
    if ($('step').textContent !== words) $('step').textContent = words;
    $('bar').hidden = !run || !(run.done > 0);
    if (run) $('bar').value = run.done;
    if (!run) $('times').textContent = '';
    clock();
    report();
  }

  function agents() {
    const rows = (state.agents.runs || []).flatMap((run) => run.agents.length
      ? run.agents.map((agent) => `${agent.name} works on ${agent.bead}: ${agent.title}`)
      : [`hone work ${run.run} is at work; no agent has a bead now`]);
    $('agents').replaceChildren(...rows.map((row) => element('li', row)));
  }

  function board() {
    $('project').textContent = state.board.project || $('project').textContent;
    document.title = `${$('project').textContent} · Hone live`;
    const beads = state.board.beads || [];
    $('board').replaceChildren(...columns.map(([name, title]) => {
      const here = beads.filter((bead) => bead.column === name);
      const column = element('div', undefined, 'column');
      const heading = element('h3', title + ' ');
      heading.append(element('span', String(here.length)));
      const list = element('ul');
      list.append(...here.map((bead) => {
        const item = element('li');
        item.append(element('strong', bead.name), bead.title);
        if (bead.who) item.append(element('span', `by ${bead.who}`, 'who'));
        return item;
      }));
      column.append(heading, list);
      return column;
    }));
    const rest = [state.board.later, state.board.more > 0 && `and ${state.board.more} more: hone beads list`].filter(Boolean);
    $('board').append(...rest.map((words) => element('p', words, 'rest')));
  }

  function troubles() {
    const all = ['watch', 'record', 'board', 'agents', 'disk'].map((topic) => state[topic].problem).filter(Boolean);
    $('troubles').replaceChildren(...[...new Set(all)].map((words) => element('p', words)));
  }

  // A report takes CPU time that a phase beside it would miss: while one runs, only a person asks for it. What no event tells of (an artifact, the
  // history, what is sealed) may change at any time: the report is asked for whenever it is opened, and can always be made anew.
  async function report(wanted, opened) {
    if ($('report').hidden || state.record.entries === undefined) return;
    const at = JSON.stringify([state.record, state.board]), running = state.progress.running;
    const stands = shown !== null && shown !== 'failed';
    $('why').textContent = [stands && asOf, stands && (behind || shown !== at) && 'The record has changed since, or may have.',
      running && 'A command is at work, and making the report takes time from what it measures.'].filter(Boolean).join(' ');
    if (!wanted && (running || (shown === at && !behind && !opened))) return;
    shown = at;
    behind = false;
    const answer = await ask(wanted ? '/report?fresh=1' : '/report').catch(() => null);
    const text = answer ? await answer.text() : 'The server did not answer.';
    if (answer && answer.ok) {
      behind = answer.headers.get('X-Hone-Behind') === '1';
      asOf = `As it was at ${new Date(Date.now() - 1000 * Number(answer.headers.get('Age'))).toLocaleTimeString()}.`;
      $('why').textContent = asOf + (behind ? ' The record has changed since, or may have.' : '');
      $('page').srcdoc = text;
      return;
    }
    shown = 'failed';
    $('page').srcdoc = '';
    $('why').textContent = text;
  }

  const ask = (path, more) => fetch(path, { cache: 'no-store', ...more, headers: { Authorization: 'Bearer ' + token, ...(more || {}).headers } });

  const draw = { progress, agents, board, record: report, disk: () => {}, watch: () => {} };

  function take(block) {
    let topic = 'message', id = null;
    const data = [];
    for (const line of block.split('\n')) {
      const at = line.indexOf(':');
      if (at <= 0) continue;
      const field = line.slice(0, at), value = line.slice(at + 1).replace(/^ /, '');
      if (field === 'event') topic = value;
      else if (field === 'data') data.push(value);
      else if (field === 'id') id = value;
      else if (field === 'retry') retry = Number(value) || retry;
    }
    if (data.length && draw[topic]) {
      state[topic] = JSON.parse(data.join('\n'));
      draw[topic]();
      troubles();
    }
    if (id) last = id;
  }

  async function listen() {
    const abort = new AbortController();
    let quiet = 0;
    const watchdog = setInterval(() => { if (++quiet > 45) abort.abort(); }, 1000);
    try {
      const answer = await ask('/events', { signal: abort.signal, headers: last ? { 'Last-Event-ID': last } : {} });
      if (answer.status === 401) return false;
      if (!answer.ok) throw new Error(String(answer.status));
      $('link').textContent = 'Connected.';
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        quiet = 0;
        const blocks = (rest + value).split('\n\n');
        rest = blocks.pop();
        blocks.forEach(take);
      }
    } finally {
      clearInterval(watchdog);
    }
    return true;
  }

  async function go() {
    for (;;) {
      let known = true;
      try { known = await listen(); } catch { /* gone, or silent: told below */ }
      if (!known) break;
      $('link').textContent = 'The connection was lost; trying again.';
      await new Promise((resolve) => { setTimeout(resolve, retry); });
    }
    sessionStorage.removeItem('hone-token');
    $('link').textContent = 'This token is not this server’s: open the address that hone serve printed.';
  }

  const show = (board) => {
    $('board').hidden = !board;
    $('report').hidden = board;
    $('show-board').setAttribute('aria-pressed', String(board));
    $('show-report').setAttribute('aria-pressed', String(!board));
    report(false, true);
  };
  $('show-board').addEventListener('click', () => show(true));
  $('show-report').addEventListener('click', () => show(false));
  $('renew').addEventListener('click', () => report(true));
  setInterval(clock, 1000);
  if (token) go();
  else $('link').textContent = 'No token: open the address that hone serve printed.';
})();
