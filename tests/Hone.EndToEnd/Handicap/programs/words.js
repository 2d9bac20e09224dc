// A table of words, as a module of the other kind.
class Table {
    constructor() {
        this.seen = new Map();
    }

    add(word) {
        this.seen.set(word, (this.seen.get(word) || 0) + 1);
    }
}

const table = new Table();
let state = 7;
for (let i = 0; i < Number(process.argv[2] || 1200000); i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    table.add('w' + (state >>> 22));
}
console.log(Math.max(...table.seen.values()));
