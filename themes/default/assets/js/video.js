// Films are fetched only after the reader has been told from whom, and has said yes. Until then: a plain link.

const hosts = {
  vimeo: ["Vimeo", (id) => `https://player.vimeo.com/video/${id}?dnt=1`],
  youtube: ["YouTube", (id) => `https://www.youtube-nocookie.com/embed/${id}`],
};

for (const link of document.querySelectorAll("a[data-video]")) {
  const [host, address] = hosts[link.dataset.video] ?? [];
  const text = document.querySelector("[data-video-texts]")?.dataset;
  if (!host || !text) continue;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ask(link, host, address(link.dataset.id), text);
  });
}

/** @param {HTMLAnchorElement} link @param {string} host @param {string} address @param {DOMStringMap} text */
function ask(link, host, address, text) {
  const notice = Object.assign(document.createElement("div"), { className: "video-notice" });
  const words = Object.assign(document.createElement("p"), { textContent: text.notice.replace("{host}", host) });
  const yes = Object.assign(document.createElement("button"), { type: "button", textContent: text.confirm });
  const there = Object.assign(document.createElement("a"), { href: link.href, rel: "noreferrer", textContent: text.link.replace("{host}", host) });
  notice.append(words, yes, there);
  yes.addEventListener("click", () => {
    const frame = Object.assign(document.createElement("iframe"), { src: address, title: link.textContent.trim(), allow: "fullscreen; picture-in-picture", tabIndex: 0 });
    notice.replaceWith(frame);
    frame.focus();
  });
  link.replaceWith(notice);
  yes.focus();
}
