// The reason given last is chosen in advance.
const last = {};

document.addEventListener("submit", ({ target }) => {
  if (target.elements.reason) last[target.elements.decision.value] = target.elements.reason.value;
}, true);

document.addEventListener("app:open", ({ target }) => {
  const { decision, reason } = target.querySelector("form")?.elements ?? {};
  if (reason && last[decision.value]) reason.value = last[decision.value];
});
