// A page can be passed on: with what the device has for that, or by copying its address. Without this, there is a link.

const place = document.querySelector(".share");
const link = place?.firstElementChild;
if (link && (navigator.share || navigator.clipboard)) {
  const { copy, done, send } = place.dataset;
  const url = link.href.replace(/#.*/, "");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: navigator.share ? send : copy });
  button.onclick = async () => {
    // Who thinks better of it has not failed.
    if (navigator.share) return navigator.share({ title: document.title, url }).catch(() => {});
    await navigator.clipboard.writeText(url);
    place.lastElementChild.textContent = done;
  };
  link.replaceWith(button);
}
