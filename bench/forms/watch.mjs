// What runs in the page itself, before its own scripts: it sees when the form stands, and
// how long after an event of the person the next frame is made. It is handed to the
// browser as text and must name nothing outside of itself.

/** `standing`: a selector of the last thing of the form. Tells by `__told(text)`. */
export function watch(standing) {
  const seen = { stood: null, longTasks: [], memories: [] };
  const tell = (kind, ms) => globalThis.__told(JSON.stringify({ kind, ms }));
  // A message is handled after the frame was given to the compositor.
  const painted = (then) => requestAnimationFrame(() => handedOver(then));
  const handedOver = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(null);
  };
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) seen.longTasks.push(task.startTime + task.duration);
  }).observe({ type: "longtask", buffered: true });

  const look = () => {
    if (document.querySelector(standing)) {
      handedOver((at) => {
        seen.stood = at;
        tell("stood", at);
      });
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);

  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const result = await original.apply(WebAssembly, args);
      const memory = (result.instance ?? result).exports?.memory;
      if (memory) seen.memories.push(memory);
      return result;
    };
  }

  /** The time of the last long task, or of the form's first frame where that is later. */
  seen.usable = () => Math.max(seen.stood, ...seen.longTasks);

  /** Each key from now on: from the event to the frame after it. */
  seen.keys = () => {
    let key = 0;
    addEventListener("keydown", (event) => { if (event.isTrusted) key = event.timeStamp; }, true);
    addEventListener("input", (event) => {
      if (event.isTrusted) painted((at) => tell("key", at - key));
    }, true);
  };

  /**
   * The next click: from the event to the first frame in which `there` is shown, or is
   * not where `is` is false.
   */
  seen.click = (there, is) => {
    addEventListener("click", (event) => {
      tell("clicked", 0);
      const met = () => {
        const found = document.querySelector(there);
        return (found?.checkVisibility() ?? false) === is;
      };
      const wait = () => requestAnimationFrame(() => (met() ? handedOver((at) => tell("click", at - event.timeStamp)) : wait()));
      wait();
    }, { capture: true, once: true });
  };
  globalThis.__seen = seen;
}
