'use strict';
// Loaded into every Node.js process and worker thread of a profiled program, before the program's own code (NODE_OPTIONS=--require).
// The name of the file says what is recorded: hone-cpu.cjs or hone-heap.cjs. The profile goes beside this file, named by process
// and thread. Whatever fails here stays silent: the program must behave as if this file were not there.
(() => {
  const fs = require('fs');
  const path = require('path');
  let thread = 0;
  let main = true;
  try {
    const workers = require('worker_threads');
    thread = workers.threadId;
    main = workers.isMainThread;
  } catch {
    // Node.js before 11.7: no threads to tell apart.
  }
  const heap = path.basename(__filename).startsWith('hone-heap');
  const base = path.join(__dirname, `${process.pid}-${thread}`);
  const { writeFileSync, renameSync } = fs;
  try {
    writeFileSync(base + '.started', process.version);
  } catch {
    return;
  }
  try {
    const { Session } = require('inspector');
    const session = new Session();
    session.connect();
    const urls = new Map();
    if (heap) {
      // A script that was collected before the end has lost its name by then; the debugger tells it while it is parsed. Pauses
      // are skipped: a `debugger` statement must not stop the program.
      session.on('Debugger.scriptParsed', ({ params }) => urls.set(params.scriptId, params.url));
      session.post('Debugger.enable');
      session.post('Debugger.setSkipAllPauses', { skip: true });
      session.post('HeapProfiler.enable');
      session.post('HeapProfiler.startSampling', {
        samplingInterval: 16384,
        includeObjectsCollectedByMajorGC: true,
        includeObjectsCollectedByMinorGC: true,
      });
    } else {
      session.post('Profiler.enable');
      session.post('Profiler.setSamplingInterval', { interval: 1000 });
      session.post('Profiler.start');
    }
    const name = (nodes) => {
      for (const { callFrame, children } of nodes) {
        callFrame.url = callFrame.url || urls.get(callFrame.scriptId) || '';
        nodes.push(...children);
      }
    };
    let done = false;
    const finish = () => {
      if (done) {
        return;
      }
      done = true;
      // The inspector answers commands of its own thread before post returns.
      session.post(heap ? 'HeapProfiler.stopSampling' : 'Profiler.stop', (error, result) => {
        try {
          if (error) {
            throw new Error(error.message);
          }
          if (heap) {
            name([result.profile.head]);
          }
          writeFileSync(base + '.partial', JSON.stringify(result.profile));
          renameSync(base + '.partial', base + (heap ? '.heapprofile' : '.cpuprofile'));
        } catch {
          // The missing file is noticed by whoever looks for it.
        }
      });
    };
    process.on('exit', finish);
    if (main) {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
        const handle = () => {
          finish();
          // Without a handler of the program's own the signal must still end it, as a signal.
          if (process.listenerCount(signal) === 1) {
            process.removeListener(signal, handle);
            process.kill(process.pid, signal);
          }
        };
        process.on(signal, handle);
      }
    }
  } catch {
    // No inspector in this build.
  }
})();
