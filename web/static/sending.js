"use strict";
// Photos and recordings on their way out: made smaller, sent with a sign of how far they are.
const sending = {
  LONGEST_SIDE: 2560,
  LARGEST: 20 * 1024 * 1024,

  // A phone's photo of ten megabytes becomes one of one; what cannot be drawn is sent as it is.
  async shrink(file) {
    if (!/^image\//.test(file.type) || /gif$/.test(file.type) || file.size < 700000 || !window.createImageBitmap) return file;
    try {
      const image = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, sending.LONGEST_SIDE / Math.max(image.width, image.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(image.width * scale));
      canvas.height = Math.max(1, Math.round(image.height * scale));
      const context = canvas.getContext("2d");
      context.fillStyle = "#fff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      image.close();
      const smaller = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      return smaller && smaller.size < file.size ? smaller : file;
    } catch {
      return file;
    }
  },

  // Gives status and answer; status 0 when nothing came back.
  post(fields, file, tellPart) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("photo", file, "file");
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", "/chat/say");
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.timeout = 300000;
      request.upload.onprogress = (event) => {
        if (event.lengthComputable) tellPart(Math.floor((100 * event.loaded) / event.total));
      };
      request.onloadend = () => done({ status: request.status, answer: request.response || {} });
      request.send(form);
    });
  },

  // What this browser can record, of what the office can play.
  recording() {
    if (!window.MediaRecorder || !navigator.mediaDevices || !window.isSecureContext) return null;
    return ["audio/mp4", "audio/ogg;codecs=opus", "audio/webm;codecs=opus"].find((type) => MediaRecorder.isTypeSupported(type)) || null;
  },

  LONGEST_RECORDING: 120000,

  // Begins to record; calling what it gives ends it, and `done` gets the recording.
  async record(done) {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const type = sending.recording();
    const recorder = new MediaRecorder(stream, { mimeType: type });
    const pieces = [];
    recorder.ondataavailable = (event) => pieces.push(event.data);
    const begun = Date.now();
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      done(new Blob(pieces, { type: type.split(";")[0] }), Math.round((Date.now() - begun) / 1000));
    };
    recorder.start();
    const stop = () => recorder.state === "inactive" || recorder.stop();
    setTimeout(stop, sending.LONGEST_RECORDING);
    return stop;
  },
};
