// Put behind the code of a module whose function is slowed down: counts calls and waits in some of them. What is called before this
// place is reached works, too: functions and variables are there from the beginning.
var honeHandicapSlot/*: any*/;
function honeHandicapEnter() {
    if (honeHandicapSlot === undefined) honeHandicapSlot = honeHandicapBegin();
    if (--honeHandicapSlot.left === 0) honeHandicapWait(honeHandicapSlot);
}
function honeHandicapBegin()/*: any*/ {
    var own/*: any*/ = (globalThis/*as any*/).process;
    var parts = (own.env.HONE_HANDICAP || '').split(':');
    var folder = parts.slice(2).join(':');
    var every = Number(parts[0]) || 1073741823;
    var start = 1;
    var now = Number(own.hrtime.bigint());
    var slot/*: any*/ = { left: start, every: every, start: start, waits: 0, inserted: 0, first: now, last: now, wait: Number(parts[1] || 0) / 1e6 };
    if (folder) own.on('exit', function () {
        var files/*: any*/ = own.getBuiltinModule ? own.getBuiltinModule('fs') : own.mainModule.require('fs');
        var numbers = [slot.left, every, start, slot.waits, slot.inserted * 1e6, slot.first, Number(own.hrtime.bigint()), 0];
        var bytes = new Uint8Array(64);
        var view = new DataView(bytes.buffer);
        for (var i = 0; i < 8; i++) {
            view.setUint32(i * 8, Math.round(numbers[i]) % 4294967296, true);
            view.setUint32(i * 8 + 4, Math.floor(Math.round(numbers[i]) / 4294967296), true);
        }
        for (var attempt = 0; attempt < 100; attempt++) {
            try {
                files.writeFileSync(folder + '/' + own.pid + '.' + attempt, bytes, { flag: 'wx', mode: 384 });
                return;
            } catch (error/*: any*/) {
                if (error.code !== 'EEXIST') return;
            }
        }
    });
    return slot;
}
// Time in which other programs had the core counts: the run would have waited for them in its own work as well.
function honeHandicapWait(slot/*: any*/) {
    var clock/*: any*/ = (globalThis/*as any*/).performance;
    var wanted = slot.wait;
    var waited = 0;
    var last = clock.now();
    do {
        var now = clock.now();
        waited += now - last;
        last = now;
    } while (waited < wanted);
    slot.left = slot.every;
    slot.waits++;
    slot.inserted += waited;
}
