// Computes the chain of a case's file again: each line's digest is SHA-256 over the digest before,
// the line's plain columns and its commitment, each with its length (8 bytes) before it.
(function () {
  'use strict';
  var box = document.querySelector('.proof');
  if (!box) return;
  var button = box.querySelector('button');
  var outcome = box.querySelector('.outcome');
  var words = JSON.parse(box.dataset.words);
  var subtle = window.crypto && window.crypto.subtle;
  button.hidden = false;

  function say(name, places) {
    var said = words[name];
    Object.keys(places || {}).forEach(function (place) {
      said = said.replace('{' + place + '}', places[place]);
    });
    return said;
  }

  function bytes(hex) {
    var found = hex.match(/../g) || [];
    return Uint8Array.from(found.map(function (pair) { return parseInt(pair, 16); }));
  }

  function hex(buffer) {
    return Array.prototype.map.call(new Uint8Array(buffer), function (it) {
      return ('0' + it.toString(16)).slice(-2);
    }).join('');
  }

  function digest(parts) {
    var size = parts.reduce(function (sum, part) { return sum + 8 + part.length; }, 0);
    var whole = new Uint8Array(size);
    var view = new DataView(whole.buffer);
    var at = 0;
    parts.forEach(function (part) {
      view.setUint32(at + 4, part.length);
      whole.set(part, at + 8);
      at += 8 + part.length;
    });
    return subtle.digest('SHA-256', whole).then(hex);
  }

  // Resolves to the number of the first line that does not fit, or 0.
  function check(lines, at, chain) {
    if (at === lines.length) return Promise.resolve(0);
    var line = lines[at];
    var text = new TextEncoder();
    var opened = line.salt === undefined
      ? Promise.resolve(line.commitment)
      : digest([bytes(line.salt), text.encode(line.said)]);
    return opened.then(function (commitment) {
      if (commitment !== line.commitment) return at + 1;
      return digest([bytes(chain), text.encode(line.plain), bytes(commitment)]).then(function (made) {
        return made === line.digest ? check(lines, at + 1, made) : at + 1;
      });
    });
  }

  function tell(file, wrong) {
    if (!wrong && file.lines[file.lines.length - 1].digest !== file.chain) wrong = file.lines.length;
    if (wrong) return say('broken', { seq: wrong });
    var said = say('intact', { count: file.lines.length });
    var before = document.getElementById('before').value.replace(/[^0-9a-f]/gi, '').toLowerCase();
    if (before.length < 8) return said;
    var seq = 0;
    file.lines.forEach(function (line, at) {
      if (line.digest.indexOf(before) === 0) seq = at + 1;
    });
    return said + ' ' + (seq ? say('known', { seq: seq }) : say('unknown'));
  }

  button.addEventListener('click', function () {
    if (!subtle || !window.TextEncoder) {
      outcome.textContent = say('no_crypto');
      return;
    }
    fetch(box.dataset.chain).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }).then(function (file) {
      return check(file.lines, 0, '').then(function (wrong) {
        outcome.textContent = tell(file, wrong);
      });
    }).catch(function () { outcome.textContent = '…'; });
  });
}());
