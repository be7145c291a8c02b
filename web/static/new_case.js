// While somebody talks: what is known of their phone and words appears by itself; slips print.
"use strict";
(function () {
  var print = document.getElementById("print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", function () { window.print(); });
  }
  var form = document.getElementById("new-case");
  var known = document.getElementById("known");
  if (!form || !known || !window.fetch || !window.FormData) return;
  var waiting = 0, asked = "", SAID = ["words", "place", "area", "category"];
  function field(name) { return form.elements.namedItem(name); }
  function digits() { return field("phone").value.replace(/\D/g, ""); }
  function look() {
    var now = [digits()].concat(SAID.map(function (name) { return field(name).value; })).join("\n");
    if (now === asked) return;
    asked = now;
    var sent = new URLSearchParams();
    ["csrf"].concat(SAID).forEach(function (name) { sent.append(name, field(name).value); });
    if (digits().length >= 7) sent.append("phone", field("phone").value);
    var same = field("same");
    if (same && same.checked) sent.append("same", "1");
    fetch(form.dataset.part, {
      method: "POST", credentials: "same-origin", body: sent, headers: { Accept: "text/html" }
    }).then(function (answer) {
      return answer.ok || answer.status === 422 ? answer.text() : null;
    }).then(function (words) {
      if (words !== null && now === asked) known.innerHTML = words;
    }).catch(function () { asked = ""; });
  }
  function soon() { window.clearTimeout(waiting); waiting = window.setTimeout(look, 700); }
  ["phone"].concat(SAID).forEach(function (name) {
    ["input", "change"].forEach(function (it) { field(name).addEventListener(it, soon); });
  });
  form.addEventListener("submit", function () {
    window.setTimeout(function () {
      Array.prototype.forEach.call(form.querySelectorAll("button"), function (it) { it.disabled = true; });
    }, 0);
  });
  window.addEventListener("pageshow", function () {
    Array.prototype.forEach.call(form.querySelectorAll("button"), function (it) { it.disabled = false; });
  });
})();
