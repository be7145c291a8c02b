"use strict";
// Makes the page alive; without this script it works too, one page at a time.
(() => {
  if (!window.EventSource || !window.fetch || !window.URLSearchParams) return;
  const AGAIN = 3000; // milliseconds until something is tried again
  const SOON = 1000; // after something was said, while there is no stream
  const NOW_AND_THEN = 20000; // asking for news where the server keeps no more streams open
  const MOST_AT_ONCE = 30; // photos
  const SILENCE = 40000; // the server says something every 15 s
  document.documentElement.classList.add("js");

  const words = JSON.parse(document.body.dataset.words);
  const speaker = document.body.dataset.speaker;
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
      this.isGroup = section.classList.contains("in-group");
      this.where = this.isGroup ? { as: speaker, in: this.key } : { as: this.key };
      this.lines = section.querySelector(".lines");
      this.scroll = section.querySelector(".scroll");
      this.note = section.querySelector(".note");
      this.words = section.querySelector("textarea");
      // Buttons of questions that are answered; a late press on one leaves a newer question open.
      this.spent = new Set();
      // Words do not wait behind photos.
      this.lanes = [{ queue: [], isBusy: false }, { queue: [], isBusy: false }];
      section.addEventListener("submit", (event) => this.submit(event));
      this.words.addEventListener("input", () => this.fit());
      this.words.addEventListener("keydown", (event) => {
        const isEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
        if (isEnter && matchMedia("(pointer: fine)").matches) {
          event.preventDefault();
          this.sayWords();
        }
      });
      const photos = section.querySelector(".photos input");
      if (photos) photos.addEventListener("change", () => this.sharePhotos(photos));
      const voice = section.querySelector(".voice");
      if (voice && sending.recording()) {
        voice.hidden = false;
        voice.addEventListener("click", () => this.record(voice));
      }
      const pin = section.querySelector(".pin");
      if (pin && navigator.geolocation && window.isSecureContext) {
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
      const button = event.submitter || document.activeElement;
      // Out of a group it leads to the presser's own screen, as the server says.
      if (this.isGroup && button.name === "start") return;
      event.preventDefault();
      if (button.name === "token") this.say({ token: button.value }, this.isGroup ? null : button.textContent);
      else if (button.name === "start") this.follow(button);
      else if (button.name === "text") this.say({ text: button.value }, button.textContent);
      else this.sayWords();
    }

    // What the address was opened with is followed once: neither its button nor a reload says it again.
    follow(button) {
      if (button.classList.contains("start")) {
        button.hidden = true;
        const here = new URL(location.href);
        here.searchParams.delete("start");
        history.replaceState(null, "", here.href);
      }
      this.say({ start: button.value }, `▶ ${button.textContent}`);
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
          this.say({ latitude: coords.latitude, longitude: coords.longitude }, words.my_place);
        },
        () => {
          done();
          this.tell(words.no_place);
        },
        { timeout: 15000, maximumAge: 60000 },
      );
    }

    async sharePhotos(input) {
      const files = [...input.files].slice(0, MOST_AT_ONCE);
      input.value = "";
      const album = files.length > 1 ? { album: newKey() } : {};
      for (const file of files) this.say(album, "", sending.shrink(file), file);
    }

    async record(button) {
      const label = button.querySelector("span");
      if (this.stop) {
        this.stop();
        return;
      }
      try {
        this.stop = await sending.record((file, seconds) => {
          this.stop = null;
          label.textContent = words.record;
          button.classList.remove("on");
          if (file.size) this.say({ seconds }, "", Promise.resolve(file), file);
        });
        label.textContent = words.stop_recording;
        button.classList.add("on");
      } catch {
        this.tell(words.no_microphone);
      }
    }

    // What is shown is null for a press that leaves no line.
    say(fields, shown, file = null, original = null) {
      this.tell("");
      const item = { line: null, file, fields: { ...this.where, key: newKey(), ...fields } };
      if (shown !== null) {
        item.line = pendingLine(shown, original);
        this.lines.append(item.line);
        this.scroll.scrollTop = 0;
      }
      this.lanes[file ? 1 : 0].queue.push(item);
      this.send();
    }

    send() {
      for (const lane of this.lanes) this.sendLane(lane);
    }

    async sendLane(lane) {
      if (lane.isBusy) return;
      lane.isBusy = true;
      while (lane.queue.length) {
        if (!(await this.post(lane.queue[0]))) {
          setTimeout(() => this.sendLane(lane), AGAIN);
          break;
        }
        lane.queue.shift();
      }
      lane.isBusy = false;
    }

    async deliver({ line, file, fields }) {
      const smaller = await file;
      if (smaller) {
        return sending.post(fields, smaller, (percent) => (line.querySelector("time").textContent = words.sent_part.replace("{percent}", percent)));
      }
      try {
        const response = await fetch("/chat/say", {
          method: "POST",
          headers: { Accept: "application/json" },
          body: new URLSearchParams(fields),
        });
        return { status: response.status, answer: await response.json() };
      } catch {
        return { status: 0, answer: {} };
      }
    }

    // Tells whether it is settled, taken or refused; if not it is sent again with the same key.
    async post(item) {
      const { line, fields } = item;
      const { status, answer } = await this.deliver(item);
      const isSlow = item.file && (status === 429 || status === 408);
      if (status === 0 || status >= 500 || isSlow) {
        if (line) line.querySelector("time").textContent = words.kept;
        if (item.file && answer && answer.note) this.tell(answer.note);
        return false;
      }
      if (status === 200) {
        if (stream.readyState !== EventSource.OPEN) setTimeout(ask, SOON);
        if (!line) return true;
        line.dataset.line = answer.line;
        if (document.getElementById(`l${answer.line}`)) drop(line);
        else if (item.file) line.querySelector("time").textContent = "";
        return true;
      }
      if (line) drop(line);
      this.tell(answer.note || words.not_sent);
      const start = fields.start && this.section.querySelector("button.start");
      if (start) start.hidden = false;
      if (fields.text && !this.words.value) {
        this.words.value = fields.text;
        this.fit();
      }
      return true;
    }

    add(told) {
      const line = lineOf(told);
      line.classList.add("fresh");
      if (!told.ours) this.answered(line);
      const pending = this.lines.querySelector(".pending");
      this.lines.insertBefore(line, pending);
    }

    // The same line in its new look; what comes late has an older look and is passed over.
    renew(told, old) {
      if ((told.look || 0) > Number(old.dataset.look || 0)) old.replaceWith(lineOf(told));
    }

    answered(line) {
      const sent = this.lines.querySelector(`.pending[data-line="${line.id.slice(1)}"]`);
      if (sent) drop(sent);
      if (this.isGroup) return;
      const pressed = line.dataset.pressed;
      if (this.spent.has(pressed)) return;
      const hadFocus = this.lines.contains(document.activeElement);
      for (const form of this.lines.querySelectorAll(".question")) {
        for (const button of form.querySelectorAll("button[name=token]")) this.spent.add(button.value);
        form.remove();
      }
      if (hadFocus && !this.lines.contains(document.activeElement)) this.scroll.focus({ preventScroll: true });
      if (!pressed) return;
      for (const button of this.lines.querySelectorAll("button[name=token]")) {
        if (button.value === pressed) button.form.classList.add("used");
      }
    }
  }

  function lineOf(told) {
    const box = document.createElement("template");
    box.innerHTML = told.html.trim();
    return box.content.querySelector("li");
  }

  // What was just said, until the server shows it.
  function pendingLine(shown, file) {
    const line = document.createElement("li");
    line.className = "line own pending fresh";
    line.innerHTML = '<div class="bubble"><p></p><div class="foot"><time></time></div></div>';
    line.querySelector("time").textContent = words.sending;
    const text = line.querySelector("p");
    text.textContent = shown;
    if (file && /^image\//.test(file.type)) {
      const image = document.createElement("img");
      image.src = URL.createObjectURL(file);
      image.alt = words.photo;
      text.replaceWith(image);
      line.firstChild.classList.add("shows");
    } else if (file) {
      text.textContent = words.voice;
    }
    return line;
  }

  function drop(line) {
    const image = line.querySelector("img");
    if (image) URL.revokeObjectURL(image.src);
    line.remove();
  }

  function badge(key, count) {
    const known = badges.get(key);
    if (!known) return;
    known.count = count;
    known.element.textContent = count > 9 ? "9+" : count;
    known.element.setAttribute("aria-label", words.new_lines.replace("{count}", count));
    known.element.hidden = !count;
  }

  function receive(told) {
    const panel = panels.get(told.as);
    const old = panel && document.getElementById(`l${told.line}`);
    if (old) panel.renew(told, old);
    else if (panel) panel.add(told);
    // The answer to a press in a group stands on the presser's own screen, which may be hidden.
    if (told.notice && told.as === speaker) for (const it of panels.values()) if (it.isGroup) it.tell(told.notice);
    if (panel && panel.isShown) {
      see(told.as, told.line);
      if (told.ours && document.hidden) {
        unread += 1;
        document.title = `(${unread}) ${title}`;
      }
    } else if (told.ours && told.line > (seen[told.as] || 0) && badges.has(told.as)) {
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
      // Of a screen that is not open only new lines are counted, no new looks.
      if (!panel) return `${seen[key] || 0}~${Number.MAX_SAFE_INTEGER}`;
      const { newest, look } = panel.section.dataset;
      if (panel.isShown) see(key, Number(newest));
      return `${newest}~${look}`;
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

  const names = people.map((key) => `as=${encodeURIComponent(key)}`).join("&");
  const asked = () => `${names}&by=${encodeURIComponent(speaker)}&after=${cursor}`;

  function isBack() {
    heardAt = Date.now();
    offline.hidden = true;
    for (const panel of panels.values()) panel.send();
  }

  function connect() {
    clearTimeout(waiting);
    if (stream) stream.close();
    stream = new EventSource(`/chat/events?${asked()}`);
    heardAt = Date.now();
    stream.onopen = isBack;
    stream.onmessage = (event) => {
      heardAt = Date.now();
      cursor = event.lastEventId;
      receive(JSON.parse(event.data));
    };
    stream.addEventListener("beat", () => (heardAt = Date.now()));
    stream.onerror = () => {
      clearTimeout(waiting);
      if (stream.readyState === EventSource.CLOSED) ask();
      else offline.hidden = false;
    };
  }

  // Where no stream is to be had, or none gets through, news are asked for now and then.
  async function ask() {
    let isAnswered = false;
    try {
      const response = await fetch(`/chat/news?${asked()}`);
      isAnswered = response.ok;
      if (response.status === 200) {
        for (const told of await response.json()) {
          cursor = told.id;
          receive(told);
        }
      }
    } catch {
      // No connection: it is tried again.
    }
    if (isAnswered) isBack();
    else offline.hidden = false;
    clearTimeout(waiting);
    waiting = setTimeout(connect, isAnswered ? NOW_AND_THEN : AGAIN);
  }

  function look() {
    if (Date.now() - heardAt > SILENCE) connect();
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
