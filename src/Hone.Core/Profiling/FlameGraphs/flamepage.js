// A page of one profile.
flameView(JSON.parse(document.getElementById("data").textContent), document.getElementById("boxes").textContent, document);
document.documentElement.dataset.ready = Math.round(performance.now());
