// Turns of a conversation.
const mend = (turns) => {
  const sign = turns.querySelector("[name=turns]");
  for (const kind of ["input", "change"]) sign.dispatchEvent(new Event(kind, { bubbles: true }));
};

const STEPS = {
  up: (turn) => turn.previousElementSibling?.before(turn),
  down: (turn) => turn.nextElementSibling?.after(turn),
  remove: (turn, turns) => {
    const next = turn.nextElementSibling ?? turn.previousElementSibling;
    turn.remove();
    (next?.querySelector("textarea") ?? turns.querySelector("[data-turn=add]")).focus();
  },
  add: (_, turns) => {
    const list = turns.querySelector("ol");
    const speaker = list.lastElementChild?.querySelector("select").value;
    const turn = turns.querySelector("template").content.firstElementChild.cloneNode(true);
    turn.querySelector("select").value = speaker === "user" ? "assistant" : "user";
    list.append(turn);
    turn.querySelector("textarea").focus();
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-turn]");
  if (!button) return;
  event.preventDefault();
  const turns = button.closest("[data-turns]");
  STEPS[button.dataset.turn](button.closest("li"), turns);
  if (button.isConnected && button.dataset.turn !== "add") button.focus();
  mend(turns);
});
