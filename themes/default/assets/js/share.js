// Copies the page's address, and says so.

const share = document.querySelector(".share");
if (share && navigator.clipboard) {
  share.hidden = false;
  share.querySelector("button").addEventListener("click", async () => {
    const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    await navigator.clipboard.writeText(address);
    share.querySelector("[role=status]").textContent = share.dataset.done;
  });
}
