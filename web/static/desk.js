/* Keeps what is marked [data-live] on an open page of the desk as it is now. Without this script
   the page is as it was when it was opened. A part in which somebody types or stands is left as
   it is until they leave it; what is marked [data-keep] is never replaced, only said to be old. */
(function () {
  'use strict';
  var tabs = document.querySelector('.tabs ul');
  var tab = tabs && tabs.querySelector('[aria-current]');
  if (tab) tabs.scrollLeft = tab.offsetLeft - tabs.clientWidth / 3;
  var EVENTS = '/console/events';
  var POLL = 30000;
  var SHOWN = 6000;
  var REST = 5000;
  var bar = document.getElementById('live');
  if (!bar || !bar.getAttribute('data-version') || !document.querySelector('[data-live]')) return;
  if (!window.fetch || !window.EventSource || !window.DOMParser || !window.Promise) return;

  var known = bar.getAttribute('data-version');
  var source = null;
  var polling = 0;
  var hiding = 0;
  var waiting = 0;
  var isOver = false;
  var isAsking = false;
  var isStale = false;
  var askedAt = 0;

  Array.prototype.forEach.call(document.querySelectorAll('[data-live]'), function (region) {
    region.written = region.innerHTML;
  });

  function part(name) { return bar.querySelector('[data-is="' + name + '"]'); }

  function say(name, isShown) { part(name).hidden = !isShown; }

  function sayChanged(withButton) {
    clearTimeout(hiding);
    part('changed').querySelector('button').hidden = !withButton;
    say('changed', true);
    if (!withButton) hiding = setTimeout(function () { say('changed', false); }, SHOWN);
  }

  function isTouched(region) {
    if (region.hasAttribute('data-keep') || region.contains(document.activeElement)) return true;
    if (region.querySelector('details[open]')) return true;
    var sounds = region.querySelectorAll('audio');
    for (var k = 0; k < sounds.length; k += 1) if (!sounds[k].paused) return true;
    var fields = region.querySelectorAll('input, textarea, select');
    for (var i = 0; i < fields.length; i += 1) {
      var field = fields[i];
      if (field.type === 'checkbox' || field.type === 'radio') {
        if (field.checked !== field.defaultChecked) return true;
      } else if (field.tagName === 'SELECT') {
        for (var j = 0; j < field.options.length; j += 1) {
          if (field.options[j].defaultSelected && !field.options[j].selected) return true;
        }
      } else if (field.type !== 'hidden' && field.value !== field.defaultValue) return true;
    }
    return false;
  }

  /* What the server wrote into a region, whatever was opened in it since. */
  function written(region) {
    return region.written === undefined ? region.innerHTML : region.written;
  }

  /* Puts the regions of the newer page into this one; tells whether something changed, and
     whether something had to be left. */
  function renew(page) {
    var found = { isNew: false, isLeft: false };
    var regions = document.querySelectorAll('[data-live]');
    for (var i = 0; i < regions.length; i += 1) {
      var region = regions[i];
      var newer = page.querySelector('[data-live="' + region.getAttribute('data-live') + '"]');
      if (!newer || newer.innerHTML === written(region)) continue;
      if (isTouched(region)) {
        found.isLeft = true;
      } else {
        region.innerHTML = region.written = newer.innerHTML;
        found.isNew = true;
      }
    }
    return found;
  }

  function ask() {
    if (isAsking || isOver) return;
    var rest = askedAt + REST - Date.now();
    if (rest > 0) {
      clearTimeout(waiting);
      waiting = setTimeout(ask, rest);
      return;
    }
    isAsking = true;
    isStale = false;
    askedAt = Date.now();
    fetch(location.href, { credentials: 'same-origin', headers: { 'X-Live': '1' } })
      .then(function (answer) {
        if (answer.redirected) { end(); return null; }
        return answer.ok ? answer.text() : null;
      })
      .then(function (text) {
        isAsking = false;
        if (text === null) return;
        var found = renew(new DOMParser().parseFromString(text, 'text/html'));
        isStale = isStale || found.isLeft;
        if (found.isNew || found.isLeft) sayChanged(found.isLeft);
        if (found.isNew) document.dispatchEvent(new Event('live'));
      })
      .catch(function () { isAsking = false; isStale = true; });
  }

  function hear(version) {
    say('offline', false);
    if (version === known && !isStale) return;
    known = version;
    ask();
  }

  function end() {
    isOver = true;
    stop();
    say('over', true);
  }

  function stop() {
    if (source) source.close();
    source = null;
    clearInterval(polling);
    polling = 0;
  }

  function poll() {
    fetch(EVENTS, { credentials: 'same-origin', headers: { Accept: 'application/json' } })
      .then(function (answer) {
        if (answer.status === 401) { end(); return null; }
        return answer.ok ? answer.json() : null;
      })
      .then(function (told) { if (told) hear(String(told.version)); })
      .catch(function () { say('offline', true); });
  }

  function listen() {
    if (isOver || source || polling || document.hidden) return;
    source = new EventSource(EVENTS);
    source.onmessage = function (event) { hear(event.data); };
    source.addEventListener('beat', function () { say('offline', false); });
    source.addEventListener('over', end);
    source.onerror = function () {
      if (!source || source.readyState !== 2) { say('offline', true); return; }
      source = null;
      polling = setInterval(poll, POLL);
      poll();
    };
  }

  part('changed').querySelector('button').addEventListener('click', function () {
    location.reload();
  });
  document.addEventListener('focusout', function () {
    if (isStale) setTimeout(ask, 300);
  });
  document.addEventListener('visibilitychange', function () {
    if (document.hidden) stop(); else listen();
  });
  window.addEventListener('pagehide', stop);
  window.addEventListener('pageshow', listen);
  listen();
}());
