"use strict";
// Makes the page alive; without this script it works too, one page at a time.
(() => {
  if (!window.EventSource || !window.fetch || !window.URLSearchParams) return;
  const AGAIN = 3000; // milliseconds until something is tried again
  const SILENCE = 40000; // the server says something every 15 s
  document.documentElement.classList.add("js");

  const offline = document.querySelector(".offline");
  const title = document.title;
  const panels = new Map();
  const badges = new Map();
  const store = `minqing-seen-${document.body.dataset.demo || ""}`;
  const seen = recall();
  let unread = 0;

  function recall() {
    try {
      return JSON.parse(localStorage.getItem(store)) || {};
    } catch {
      return {};
    }
  }

  function see(key, line) {
    seen[key] = Math.max(seen[key] || 0, line);
    try {
      localStorage.setItem(store, JSON.stringify(seen));
    } catch {
      // A private window: badges count from the start again.
    }
  }

  const newKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("-");

  class Panel {
    constructor(section) {
      this.section = section;
      this.key = section.dataset.as;
      this.lines = section.querySelector(".lines");
      this.scroll = section.querySelector(".scroll");
      this.note = section.querySelector(".note");
      this.words = section.querySelector("textarea");
      this.queue = [];
      this.isBusy = false;
      section.addEventListener("submit", (event) => this.submit(event));
      this.words.addEventListener("input", () => this.fit());
      this.words.addEventListener("keydown", (event) => {
        const isEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
        if (isEnter && matchMedia("(pointer: fine)").matches) {
          event.preventDefault();
          this.sayWords();
        }
      });
      const pin = section.querySelector(".pin");
      if (navigator.geolocation && window.isSecureContext) {
        pin.hidden = false;
        pin.addEventListener("click", () => this.sharePlace(pin));
      }
    }

    get isShown() {
      return this.section.offsetParent !== null;
    }

    fit() {
      this.words.style.height = "auto";
      this.words.style.height = `${this.words.scrollHeight + 3}px`;
    }

    tell(note) {
      this.note.textContent = note;
      this.note.hidden = !note;
    }

    submit(event) {
      event.preventDefault();
      const button = event.submitter || document.activeElement;
      if (button.name === "token") this.say({ token: button.value }, button.textContent);
      else if (button.name === "text") this.say({ text: button.value }, button.value);
      else this.sayWords();
    }

    sayWords() {
      const text = this.words.value.trim();
      if (text) {
        this.words.value = "";
        this.fit();
        this.say({ text }, text);
      }
      this.words.focus({ preventScroll: true });
    }

    sharePlace(pin) {
      pin.disabled = true;
      const done = () => (pin.disabled = false);
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          done();
          this.say({ latitude: coords.latitude, longitude: coords.longitude }, "📍 我的位置");
        },
        () => {
          done();
          this.tell("没能取得位置，请写小区和楼号。");
        },
        { timeout: 15000, maximumAge: 60000 },
      );
    }

    say(fields, shown) {
      this.tell("");
      const line = document.createElement("li");
      line.className = "line own pending fresh";
      line.innerHTML = '<div class="bubble"><p></p><div class="foot"><time>发送中……</time></div></div>';
      line.querySelector("p").textContent = shown;
      this.lines.append(line);
      this.scroll.scrollTop = 0;
      this.queue.push({ line, fields: { as: this.key, key: newKey(), ...fields } });
      this.send();
    }

    async send() {
      if (this.isBusy) return;
      this.isBusy = true;
      while (this.queue.length) {
        if (!(await this.post(this.queue[0]))) {
          setTimeout(() => this.send(), AGAIN);
          break;
        }
        this.queue.shift();
      }
      this.isBusy = false;
    }

    // Tells whether it is settled, taken or refused; if not it is sent again with the same key.
    async post({ line, fields }) {
      let response;
      let answer = {};
      try {
        response = await fetch("/chat/say", {
          method: "POST",
          headers: { Accept: "application/json" },
          body: new URLSearchParams(fields),
        });
        answer = await response.json();
      } catch {
        response = null;
      }
      if (!response || response.status >= 500) {
        line.querySelector("time").textContent = "还没发出，连上后自动发";
        return false;
      }
      if (response.ok) {
        line.dataset.line = answer.line;
        if (document.getElementById(`l${answer.line}`)) line.remove();
        return true;
      }
      line.remove();
      this.tell(answer.note || "没发出去，请再发一次。");
      if (fields.text && !this.words.value) {
        this.words.value = fields.text;
        this.fit();
      }
      return true;
    }

    add(told) {
      const box = document.createElement("template");
      box.innerHTML = told.html;
      const line = box.content.querySelector("li");
      line.classList.add("fresh");
      if (!told.ours) this.answered(line);
      const pending = this.lines.querySelector(".pending");
      this.lines.insertBefore(line, pending);
    }

    answered(line) {
      const sent = this.lines.querySelector(`.pending[data-line="${line.id.slice(1)}"]`);
      if (sent) sent.remove();
      const hadFocus = this.lines.contains(document.activeElement);
      for (const form of this.lines.querySelectorAll(".question")) form.remove();
      if (hadFocus && !this.lines.contains(document.activeElement)) this.scroll.focus({ preventScroll: true });
      const pressed = line.dataset.pressed;
      if (!pressed) return;
      for (const button of this.lines.querySelectorAll("button[name=token]")) {
        if (button.value === pressed) button.form.classList.add("used");
      }
    }
  }

  function badge(key, count) {
    const known = badges.get(key);
    if (!known) return;
    known.count = count;
    known.element.textContent = count > 9 ? "9+" : count;
    known.element.setAttribute("aria-label", `${count} 条新消息`);
    known.element.hidden = !count;
  }

  function receive(told) {
    const panel = panels.get(told.as);
    if (panel && !document.getElementById(`l${told.line}`)) panel.add(told);
    if (panel && panel.isShown) {
      see(told.as, told.line);
      if (told.ours && document.hidden) {
        unread += 1;
        document.title = `(${unread}) ${title}`;
      }
    } else if (told.ours && told.line > (seen[told.as] || 0)) {
      badge(told.as, badges.get(told.as).count + 1);
    }
  }

  for (const section of document.querySelectorAll(".panel")) panels.set(section.dataset.as, new Panel(section));
  for (const chip of document.querySelectorAll("[data-person]")) {
    const key = chip.dataset.person;
    badges.set(key, { element: chip.querySelector(".badge"), count: 0 });
    seen[key] = Math.max(seen[key] || 0, Number(chip.dataset.seen));
  }
  const first = document.querySelector(".people .first");
  if (first) first.parentElement.scrollLeft = first.offsetLeft - (first.parentElement.clientWidth - first.offsetWidth) / 2;
  const people = badges.size ? [...badges.keys()] : [...panels.keys()];
  let cursor = people
    .map((key) => {
      const panel = panels.get(key);
      if (!panel) return seen[key] || 0;
      const newest = Number(panel.section.dataset.newest);
      if (panel.isShown) see(key, newest);
      return newest;
    })
    .join(".");
  // On a phone the second screen of the page is not in sight: what came there is counted as well.
  for (const [key, panel] of panels) {
    if (panel.isShown || !badges.has(key)) continue;
    const fresh = [...panel.lines.querySelectorAll(".ours[id]")].filter((line) => Number(line.id.slice(1)) > (seen[key] || 0));
    badge(key, fresh.length);
  }

  let stream = null;
  let heardAt = 0;
  let waiting = 0;

  function connect() {
    clearTimeout(waiting);
    if (stream) stream.close();
    const names = people.map((key) => `as=${encodeURIComponent(key)}`).join("&");
    stream = new EventSource(`/chat/events?${names}&after=${cursor}`);
    heardAt = Date.now();
    stream.onopen = () => {
      heardAt = Date.now();
      offline.hidden = true;
      for (const panel of panels.values()) panel.send();
    };
    stream.onmessage = (event) => {
      heardAt = Date.now();
      cursor = event.lastEventId;
      receive(JSON.parse(event.data));
    };
    stream.addEventListener("beat", () => (heardAt = Date.now()));
    stream.onerror = () => {
      offline.hidden = false;
      clearTimeout(waiting);
      if (stream.readyState === EventSource.CLOSED) waiting = setTimeout(connect, AGAIN);
    };
  }

  function look() {
    if (stream.readyState === EventSource.CLOSED || Date.now() - heardAt > SILENCE) connect();
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    unread = 0;
    document.title = title;
    look();
  });
  window.addEventListener("online", connect);
  window.addEventListener("offline", () => (offline.hidden = false));
  setInterval(look, 10000);
  connect();
})();
