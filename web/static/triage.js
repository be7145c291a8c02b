/* The triage screen by keyboard. Every key presses a button or link that stands on the page. */
(function () {
  "use strict";
  var busy = false, opening = 0, latest = 0, early = [], hiding = 0;

  function $(selector, within) { return (within || document).querySelector(selector); }
  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }
  function tell(said, why) {
    $("#done").textContent = said || "";
    $("#not-done").textContent = why || "";
    clearTimeout(hiding);
    hiding = setTimeout(function () { $("#done").textContent = ""; }, 8000);
  }
  function current() { return $(".pick a[aria-current]"); }
  function focusRow() {
    var row = current() || $(".pick a");
    if (row) { row.focus(); row.scrollIntoView({ block: "nearest" }); }
    else { $("#main").focus(); }
  }

  function focusCase() {
    var name = $("#case-name");
    if (name) { name.focus({ preventScroll: true }); name.scrollIntoView({ block: "start" }); }
  }
  function isWide() { return window.matchMedia("(min-width: 56rem)").matches; }

  /* Whoever decided far down a page begins the next case where its words begin. */
  function showCase() {
    var name = $("#case-name");
    if (isWide() && name && name.getBoundingClientRect().top < 0) {
      $("#triage").scrollIntoView({ block: "start" });
    }
  }

  /* Shows another page in place of this one, with what stays ticked. */
  function take(html, address, then) {
    var page = new DOMParser().parseFromString(html, "text/html");
    var fresh = page.querySelector("#triage");
    if (!fresh) { location.assign(address); return; }
    var kept = all("input[name=tick]:checked").map(function (it) { return it.value; });
    $("#triage").replaceWith(fresh);
    [".stages", ".sits"].forEach(function (part) {
      var now = page.querySelector(part), before = $(part);
      if (now && before) { before.replaceWith(now); }
    });
    all("input[name=tick]").forEach(function (it) { it.checked = kept.indexOf(it.value) >= 0; });
    history.replaceState(null, "", address);
    prepare();
    showCase();
    then();
  }
  function open(address, then) {
    var turn = ++latest;
    opening += 1;
    return fetch(address, { credentials: "same-origin", headers: { Accept: "text/html" } })
      .then(function (answer) {
        if (answer.redirected && answer.url.indexOf("/sign-in") > 0) { location.assign(answer.url); }
        return answer.text();
      })
      .then(function (html) { if (turn === latest) { take(html, address, then || focusRow); } })
      .catch(function () { location.assign(address); })
      .then(function () { opening -= 1; catchUp(); });
  }
  function send(form, button) {
    if (busy) { return; }
    busy = true;
    tell("", "");
    document.body.classList.add("is-working");
    var address = (button && button.getAttribute("formaction")) || form.getAttribute("action");
    fetch(address, {
      method: "POST",
      credentials: "same-origin",
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" },
      body: new URLSearchParams(new FormData(form)).toString()
    }).then(function (answer) {
      return answer.json().then(function (told) { return [answer.status, told]; });
    }).then(function (both) {
      var status = both[0], told = both[1];
      if (told.to) { return open(told.to, function () { focusRow(); tell(told.said); }); }
      tell("", told.why);
      if (status === 409) { return open(location.href, focusRow); }
      return null;
    }).catch(function () { form.submit(); }).then(function () {
      busy = false;
      document.body.classList.remove("is-working");
      catchUp();
    });
  }
  /* What was pressed before the page had come is done now: as keys, or as words in a field. */
  function catchUp() {
    while (early.length && !busy && !opening) {
      var key = early.shift(), field = document.activeElement;
      if (!isField(field)) { if (KEYS[key]) { KEYS[key](); } }
      else if (key === "Enter") { if (field.closest(".verb")) { enter(field); } }
      else if (key.length === 1) { add(writable(field), key); }
    }
  }

  function ticked() { return all("input[name=tick]:checked").length; }
  function count() {
    var many = ticked(), badge = $("#ticked");
    if (!badge) { return; }
    badge.textContent = many || "";
    $("#several-box").open = many > 0;
    all("input[name=like]").forEach(function (box) {
      var rows = all("input[name=tick]", box.closest(".likeness"));
      box.checked = rows.every(function (it) { return it.checked; });
    });
  }
  function filter(field) {
    var select = document.getElementById(field.getAttribute("data-filters"));
    if (!select.ours) {
      select.ours = all("option", select).map(function (it) { return [it, it.parentNode]; });
    }
    var wanted = field.value.trim().toLowerCase(), first = null;
    select.ours.forEach(function (both) {
      var fits = both[0].textContent.toLowerCase().indexOf(wanted) >= 0;
      if (fits) { both[1].appendChild(both[0]); first = first || both[0]; }
      else if (both[0].parentNode) { both[0].parentNode.removeChild(both[0]); }
    });
    if (wanted && first) { first.selected = true; }
  }

  /* Where a letter goes that is typed here: a list that has a field beside it takes none. */
  function writable(field) {
    if (field.tagName !== "SELECT") { return field; }
    var beside = field.getAttribute("data-typed");
    return beside && document.getElementById(beside);
  }
  function add(field, key) {
    if (!field) { return; }
    field.focus();
    field.value += key;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  /* Nothing is done with what only stands chosen in a list nobody has gone to. */
  function enter(field) {
    var list = field.getAttribute("data-list");
    if (list && !field.value.trim()) { document.getElementById(list).focus(); return; }
    finish(field.closest(".verb"));
  }
  /* Does what a part is for, once nothing in it is missing; else goes to what is. */
  function finish(part) {
    var missing = all("[data-need]", part).filter(function (it) { return !it.value; })[0];
    if (missing) { missing.focus(); return; }
    $(".go", part).click();
  }
  function begin(key) {
    var form = ticked() ? $("#several") : $("#decide");
    var it = form && $("[data-key=" + key + "]", form);
    if (!it) { return false; }
    if (it.tagName === "BUTTON") { it.click(); return true; }
    it.open = true;
    var field = $("[data-list]", it) || all("input, select, textarea", it).filter(function (each) {
      return each.offsetParent !== null && each.type !== "date";
    })[0];
    if (field) { field.focus(); if (field.select) { field.select(); } }
    return true;
  }
  function step(by) {
    var rows = all(".pick a"), at = rows.indexOf(document.activeElement);
    if (at < 0) { at = rows.indexOf(current()); if (by > 0 && at < 0) { at = -1; } }
    var row = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
    if (!row) { return; }
    row.focus();
    row.scrollIntoView({ block: "nearest" });
    if (row !== current() || opening) { tell("", ""); open(row.href); }
  }
  function press(selector) {
    var it = $(selector);
    if (it) { it.click(); }
    return it;
  }
  function flip() {
    var keys = $("#keys"), help = $("#help");
    keys.hidden = !keys.hidden;
    help.setAttribute("aria-expanded", String(!keys.hidden));
  }

  var KEYS = {
    j: function () { step(1); }, ArrowDown: function () { step(1); },
    k: function () { step(-1); }, ArrowUp: function () { step(-1); },
    x: function () {
      var row = current(), box = row && $("input", row.closest(".pick"));
      if (box) { box.checked = !box.checked; count(); row.focus(); }
    },
    c: function () { focusField("#category"); }, w: function () { focusField("#area"); },
    u: function () { press("#is-urgent"); },
    1: function () { press("[data-class='1']"); }, 2: function () { press("[data-class='2']"); },
    3: function () { press("[data-class='3']"); },
    z: function () {
      if (!press("#undo")) { tell("", $("#triage").getAttribute("data-no-undo")); }
    }, "?": flip, "？": flip
  };
  "asmdlqo".split("").forEach(function (key) { KEYS[key] = function () { begin(key); }; });
  function focusField(selector) { var it = $(selector); if (it) { it.focus(); } }

  function isField(it) {
    if (it.tagName === "INPUT") { return it.type !== "checkbox" && it.type !== "radio"; }
    return it.tagName === "TEXTAREA" || it.tagName === "SELECT";
  }
  function inField(event) {
    var it = event.target, part = it.closest(".verb");
    if (event.key === "Escape") {
      event.preventDefault();
      if (part) { part.open = false; }
      focusRow();
    } else if (event.key === "Enter" && it.tagName !== "TEXTAREA" || event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      if (part) { enter(it); } else if (it.tagName === "SELECT") { focusRow(); } else { press(".go"); }
    } else if (event.key === "ArrowDown" && (it.hasAttribute("data-filters") || it.hasAttribute("data-list"))) {
      event.preventDefault();
      document.getElementById(it.getAttribute("data-filters") || it.getAttribute("data-list")).focus();
    } else if (event.key.length === 1 && !event.ctrlKey && it.hasAttribute("data-typed")) {
      event.preventDefault();
      add(writable(it), event.key);
    }
  }
  document.addEventListener("keydown", function (event) {
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.metaKey) { return; }
    if (isField(event.target)) { inField(event); return; }
    if (event.ctrlKey) { return; }
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    var isMove = key === "j" || key === "k" || key === "ArrowDown" || key === "ArrowUp";
    if (busy || opening && !isMove) {
      if (KEYS[key] || key === "Enter" || event.key.length === 1) {
        event.preventDefault();
        early.push(key);
      }
      return;
    }
    if (event.key === "Enter" && event.target.closest(".pick")) {
      event.preventDefault();
      if (event.target === current()) { focusCase(); }
      else { open(event.target.href, focusCase); }
      return;
    }
    if (event.key === "Escape") { focusRow(); return; }
    var isRadio = event.target.type === "radio" && event.key.indexOf("Arrow") === 0;
    var act = !isRadio && KEYS[key];
    if (act) { event.preventDefault(); act(); }
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button"), link = event.target.closest("a");
    if (button && button.form) { button.form.pressed = button; }
    if (button && button.id === "help") { flip(); }
    var isOurs = link && link.closest("#triage") && link.pathname === location.pathname;
    if (isOurs && !event.ctrlKey && !event.shiftKey && !event.metaKey && event.button === 0) {
      event.preventDefault();
      tell("", "");
      open(link.href, isWide() ? focusRow : focusCase);
    }
  });
  document.addEventListener("submit", function (event) {
    var form = event.target, button = form.pressed;
    form.pressed = null;
    if (form.id === "several" || !form.closest("#triage")) { return; }
    event.preventDefault();
    send(form, button);
  });
  document.addEventListener("change", function (event) {
    var it = event.target;
    if (it.name === "like") {
      all("input[name=tick]", it.closest(".likeness")).forEach(function (box) { box.checked = it.checked; });
    }
    if (it.name === "like" || it.name === "tick") { count(); }
  });
  document.addEventListener("input", function (event) {
    if (event.target.hasAttribute("data-filters")) { filter(event.target); }
  });
  document.addEventListener("live", count);
  function prepare() {
    all(".finder").forEach(function (it) { it.hidden = false; });
    count();
  }
  $("#help").hidden = false;
  prepare();
  if ($(".results")) { $("#results-name").focus(); } else if (isWide()) { focusRow(); }
})();
