// Runs first, in every browser: old ones are led to a page that helps without us, the
// others get the chosen language, colours and size before anything is painted, and
// the module. It also owns the screen that is left when the module is lost.
// Written in the JavaScript of 2009, since it is there to meet old browsers.
(function () {
  "use strict";

  var SLOW_AFTER_MS = 8000;
  var PREFERENCES = "banshi.preferences";
  var RIGHT_TO_LEFT = /^(ar|ug|he|fa|kk-Arab)/;
  var WORDS = {
    zh: {
      slow: "网络有点慢，正在打开，请稍等…",
      title: "页面没能打开",
      lostTitle: "页面停住了，不是您的问题",
      text: "请检查网络后重新打开。已经保存和提交的内容都在。",
      lost: "重新打开就能接着办。已经保存和提交的内容都在。",
      again: "重新打开",
      home: "回到首页",
      call: "也可以拨打服务热线 "
    },
    en: {
      slow: "The network is slow. Still opening, please wait…",
      title: "The page could not be opened",
      lostTitle: "The page has stopped. It is not your fault",
      text: "Please check your network and open it again. What you saved and submitted is kept.",
      lost: "Open it again to go on. What you saved and submitted is kept.",
      again: "Open again",
      home: "Go to the home page",
      call: "You can also call the hotline "
    }
  };
  var root = document.documentElement;
  var started = false;
  var over = false;

  if (!isSupported()) {
    over = true;
    location.replace("/unsupported.html");
    return;
  }
  applyPreferences();
  window.addEventListener("banshi:lost", lost);
  // A trap in the module that nobody caught: a lost instance, whatever said so.
  window.addEventListener("error", function (event) { caught(event.error); });
  window.addEventListener("unhandledrejection", function (event) { caught(event.reason); });
  whenParsed(start);

  // The floor: Chromium 99, Firefox 102, Safari 16.
  function isSupported() {
    try {
      // A module with one type that takes an externref. Compiling it also tells whether
      // this browser knows 'wasm-unsafe-eval' in the security policy.
      var probe = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 111, 0]);
      return (
        !!new WebAssembly.Module(probe) &&
        "CSSLayerBlockRule" in window &&
        "noModule" in document.createElement("script") &&
        "BroadcastChannel" in window &&
        typeof HTMLDialogElement === "function"
      );
    } catch (error) {
      return false;
    }
  }

  function preferences() {
    try {
      return JSON.parse(localStorage.getItem(PREFERENCES)) || {};
    } catch (error) {
      return {};
    }
  }

  function applyPreferences() {
    var chosen = preferences();
    var language = String(chosen.language || "zh-CN");
    root.lang = language;
    root.dir = RIGHT_TO_LEFT.test(language) ? "rtl" : "ltr";
    root.setAttribute("data-theme", String(chosen.theme || "auto"));
    root.setAttribute("data-mode", String(chosen.mode || "normal"));
  }

  function whenParsed(act) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act);
    else act();
  }

  function content(name) {
    var meta = document.querySelector('meta[name="' + name + '"]');
    return meta ? meta.getAttribute("content") : null;
  }

  function start() {
    var address = content("banshi-module");
    setTimeout(sayThatItIsSlow, SLOW_AFTER_MS);
    // Under Trunk, Trunk starts the module.
    if (!address) return;
    preloadWords();
    var script = document.createElement("script");
    script.type = "module";
    script.src = address;
    script.onerror = lost;
    document.head.appendChild(script);
  }

  // The words of the chosen language, on their way while the module still is.
  function preloadWords() {
    var all = (content("banshi-locales") || "").split(",");
    for (var i = 0; i < all.length; i += 1) {
      var at = all[i].indexOf("=");
      if (all[i].slice(0, at) !== root.lang) continue;
      var link = document.createElement("link");
      link.rel = "preload";
      link.setAttribute("as", "fetch");
      link.setAttribute("crossorigin", "anonymous");
      link.href = all[i].slice(at + 1);
      document.head.appendChild(link);
    }
  }

  function words() {
    return /^zh/.test(root.lang) ? WORDS.zh : WORDS.en;
  }

  function sayThatItIsSlow() {
    var note = document.getElementById("shell-note");
    if (note && !over) note.textContent = words().slow;
  }

  function caught(error) {
    if (typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError) lost();
  }

  function lost() {
    if (over) return;
    over = true;
    started = !document.getElementById("shell");
    whenParsed(showLost);
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function showLost() {
    var say = words();
    var page = element("main", "page");
    var box = element("div", "card error-state");
    var title = element("h1", "state-title", started ? say.lostTitle : say.title);
    var again = element("button", "btn", say.again);
    var home = element("a", "btn btn-quiet", say.home);
    var actions = element("div", "actions");
    var call = element("p", "meta", say.call);
    var phone = element("a", "", "12345");
    title.tabIndex = -1;
    again.type = "button";
    again.onclick = function () { location.reload(); };
    home.href = "/";
    phone.href = "tel:12345";
    actions.appendChild(again);
    actions.appendChild(home);
    call.appendChild(phone);
    box.appendChild(title);
    box.appendChild(element("p", "", started ? say.lost : say.text));
    box.appendChild(actions);
    box.appendChild(call);
    page.id = "lost";
    page.appendChild(box);
    // Dialogs stand above everything and would keep the screen from being used.
    while (document.body.firstChild) document.body.removeChild(document.body.firstChild);
    document.body.appendChild(page);
    document.title = title.textContent;
    title.focus();
  }
})();
